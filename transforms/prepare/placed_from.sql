/* prepare
says: the placement that a child is in from each day on which one begins, for a look at a day that is no period's end; of several that begin
  on one day the highest id. It holds until it ends; read the latest that began on or before the day.
grain: one child and day on which a placement begins
*/
select
    placement.person_id,
    placement.start_date,
    coalesce(placement.end_date, date 'infinity') as end_date,
    labels.label as placement_type,
    placement_areas.placed_out_of_area
from prepare.placements as placement
left join prepare.labels on placement.type_code = labels.code and labels.code_set = 'placement_type'
left join prepare.placement_areas on placement.placement_id = placement_areas.placement_id
where placement.person_id is not null and placement.start_date is not null
qualify row_number() over (
    partition by placement.person_id, placement.start_date order by placement.placement_id desc nulls last
) = 1
order by placement.person_id, placement.start_date
