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
    arg_max(placement.placement_id, (placement.start_date, placement.placement_id)) as placement_id,
    arg_max(labels.label, (placement.start_date, placement.placement_id)) as placement_type
from child
inner join prepare.placements as placement
    on child.person_id = placement.person_id
    and placement.start_date <= child.period_end
    and coalesce(placement.end_date > child.period_end, true)
left join prepare.labels on placement.type_code = labels.code and labels.code_set = 'placement_type'
group by child.period_end, child.person_id
order by child.period_end, child.person_id
