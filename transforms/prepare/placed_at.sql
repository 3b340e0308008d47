/* prepare
says: the placement that a looked-after child is in at the end of each period; of several the latest start, then the highest id
grain: one child with an open care episode at one period's end, placed
*/
with child as (
    select distinct
        period_end,
        person_id
    from prepare.looked_after
    where person_id is not null
)

select
    child.period_end,
    child.person_id,
    placement.placement_id,
    placement.care_id,
    placement.start_date,
    placement.type_code,
    placement.provider_code,
    placement.distance,
    placement.is_temporary,
    labels.label as placement_type
from child
inner join prepare.placements as placement
    on child.person_id = placement.person_id
    and placement.start_date <= child.period_end
    and coalesce(placement.end_date, date 'infinity') > child.period_end
left join prepare.labels on placement.type_code = labels.code and labels.code_set = 'placement_type'
qualify row_number() over (
    partition by child.period_end, child.person_id
    order by placement.start_date desc, placement.placement_id desc nulls last
) = 1
order by child.period_end, child.person_id
