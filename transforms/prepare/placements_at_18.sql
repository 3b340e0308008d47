/* prepare
says: the placements a young person was in on the day before the 18th birthday. One without a start date that had not ended by then cannot
  be placed (G4), nor can those of a child without a date of birth.
grain: one placement of one child
*/
select
    placement.placement_id,
    placement.person_id,
    placement.type_code,
    placement.provider_code,
    placement.start_date,
    birthdays.birthday_18,
    case
        when placement.person_id is null then 'missing link'
        when birthdays.birthday_18 is null then 'no date of birth'
        when placement.start_date is null then 'G4'
    end as excluded
from prepare.placements as placement
left join prepare.birthdays on placement.person_id = birthdays.person_id
where birthdays.birthday_18 is null
    or (
        coalesce(placement.start_date, date '-infinity') < birthdays.birthday_18
        and coalesce(placement.end_date, date 'infinity') >= birthdays.birthday_18
    )
order by placement.person_id, placement.placement_id
