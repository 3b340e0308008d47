/* prepare
says: every placement with its child, who is named on it or, where that is blank, by its care period
grain: one placement of one child
*/
with care_period as (
    select
        clae_cla_id,
        min(clae_person_id) as person_id
    from ssd.cla_episodes
    where clae_cla_id is not null
    group by clae_cla_id
)

select
    placement.clap_cla_placement_id as placement_id,
    coalesce(placement.clap_person_id, care_period.person_id) as person_id,
    placement.clap_cla_placement_start_date as start_date,
    placement.clap_cla_placement_end_date as end_date,
    placement.clap_cla_placement_type as type_code
from ssd.cla_placement as placement
left join care_period on placement.clap_cla_id = care_period.clae_cla_id
order by placement.clap_cla_placement_id, person_id
