/* prepare
says: the children looked after at the end of each period with their year group and stage then, and whether they are placed in the area.
  Without a date of birth the year group is not known, so such a child is listed and not counted.
grain: one open episode at one period's end; one row a child and period has `excluded` empty
*/
select
    care.period_end,
    care.episode_id,
    care.person_id,
    care.care_start,
    coalesce(care.excluded, case when pupils.person_id is null then 'no date of birth' end) as excluded,
    year_groups.year_group,
    year_groups.stage,
    placement_areas.placed_out_of_area as in_or_out_of_area
from prepare.looked_after as care
left join prepare.pupils on care.person_id = pupils.person_id
left join prepare.year_groups
    on year(care.period_end) - (month(care.period_end) < 9)::int - pupils.reception_year = year_groups.year_no
left join prepare.placed_at as placed
    on care.person_id = placed.person_id and care.period_end = placed.period_end
left join prepare.placement_areas on placed.placement_id = placement_areas.placement_id
order by care.period_end, care.episode_id
