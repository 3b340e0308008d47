/* prepare
says: >-
  who the carer of a placement is: the carer on record, else placement type, URN and postcode together stand for one (approximate);
  with neither URN nor postcode the carer is unknown
grain: one placement
*/
with on_record as (
    select
        placement_id,
        min(carer_id) as carer_id
    from sup.placement_carers
    group by placement_id
),

described as (
    select
        clap_cla_placement_id as placement_id,
        min(
            concat_ws(
                '|',
                clap_cla_placement_type,
                coalesce(clap_cla_placement_urn, ''),
                coalesce(clap_cla_placement_postcode, '')
            )
        ) filter (where coalesce(clap_cla_placement_urn, clap_cla_placement_postcode) is not null) as carer
    from ssd.cla_placement
    group by clap_cla_placement_id
)

select
    described.placement_id,
    coalesce(on_record.carer_id, described.carer) as carer
from described
left join on_record on described.placement_id = on_record.placement_id
order by described.placement_id
