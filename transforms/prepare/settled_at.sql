/* prepare
says: where a looked-after child is settled at the end of each period. That is the placement the child is in, or, during a temporary move
  (T0-T4), the one it interrupts - the latest other placement of the same period of care begun by then; if there is none, the temporary one.
grain: one child with an open care episode at one period's end, placed
*/
with interrupted as (
    select
        placed.period_end,
        placed.person_id,
        earlier.placement_id,
        earlier.type_code,
        earlier.provider_code,
        earlier.distance,
        labels.label as placement_type
    from prepare.placed_at as placed
    inner join prepare.placements as earlier
        on placed.person_id = earlier.person_id
        and earlier.start_date <= placed.start_date
        and coalesce(earlier.end_date, date 'infinity') >= earlier.start_date
        -- A placement that does not name its period of care may belong to any.
        and coalesce(earlier.care_id, placed.care_id, '') = coalesce(placed.care_id, earlier.care_id, '')
    left join prepare.labels on earlier.type_code = labels.code and labels.code_set = 'placement_type'
    where placed.is_temporary and not earlier.is_temporary
    qualify row_number() over (
        partition by placed.period_end, placed.person_id
        order by earlier.start_date desc, earlier.end_date desc nulls first, earlier.placement_id desc nulls last
    ) = 1
)

select
    placed.period_end,
    placed.person_id,
    case when interrupted.person_id is null then placed.placement_id else interrupted.placement_id end as placement_id,
    case when interrupted.person_id is null then placed.type_code else interrupted.type_code end as type_code,
    case when interrupted.person_id is null then placed.provider_code else interrupted.provider_code end
        as provider_code,
    case when interrupted.person_id is null then placed.distance else interrupted.distance end as distance,
    case when interrupted.person_id is null then placed.placement_type else interrupted.placement_type end
        as placement_type
from prepare.placed_at as placed
left join interrupted on placed.person_id = interrupted.person_id and placed.period_end = interrupted.period_end
order by placed.period_end, placed.person_id
