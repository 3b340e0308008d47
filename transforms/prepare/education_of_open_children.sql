/* prepare
says: >-
  what education each child has who is looked after, on a protection plan or on a child in need plan at the end of a period. `excluded` is
  empty for those without a school place or with under 25 hours a week; blank hours are not full time, and a blank place is none. A medical
  reason and the first six weeks of a phased start excuse hours, not the lack of a place; home education excuses both.
grain: one child at one period's end
*/
select
    child.period_end,
    child.person_id,
    child.status,
    education.reason_under_25 as reason_code,
    cd(education.reason_start_date, child.period_end) as days,
    case
        when education.has_school_place = 'Y' and education.weekly_hours >= 25 then 'full time'
        when pupils.person_id is null then 'no date of birth'
        when year_groups.stage <> 'School age' then 'not of school age'
        when education.person_id is null then 'no education status'
        when education.reason_under_25 = 'HOME_EDUCATED' then 'home educated'
        when education.has_school_place is distinct from 'Y' then null
        when education.reason_under_25 = 'MEDICAL' then 'medical reason'
        when education.reason_under_25 = 'PHASED_START' and days < 42 then 'phased start'
    end as excluded
from prepare.child_status_at as child
left join prepare.education_status_at as education
    on child.person_id = education.person_id and child.period_end = education.period_end
left join prepare.pupils on child.person_id = pupils.person_id
left join prepare.year_groups
    on year(child.period_end) - (month(child.period_end) < 9)::int - pupils.reception_year = year_groups.year_no
where child.is_looked_after or child.is_on_cp_plan or child.has_cin_plan
order by child.period_end, child.person_id
