/* prepare
says: every placement with its child, who is named on it or, where that is blank, by its care period. Of several
  rows of one placement and child the first of the first file stays.
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
    placement.clap_cla_id as care_id,
    placement.clap_cla_placement_start_date as start_date,
    placement.clap_cla_placement_end_date as end_date,
    placement.clap_cla_placement_type as type_code,
    placement.clap_cla_placement_provider as provider_code,
    placement.clap_cla_placement_distance as distance,
    coalesce(placement.clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4'), false) as is_temporary
from ssd.cla_placement as placement
left join care_period on placement.clap_cla_id = care_period.clae_cla_id
qualify placement.clap_cla_placement_id is null
    or row_number() over (
        partition by placement.clap_cla_placement_id, coalesce(placement.clap_person_id, care_period.person_id)
        order by placement.source_file, placement.source_row
    ) = 1
order by placement.clap_cla_placement_id, person_id
