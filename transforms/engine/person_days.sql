-- One row is one person on one day, with every label that a record of then is counted under. The same child and day come again in
-- many measures, so each is worked out once. team_on is the day on which the allocated worker is looked up; an infinite one has none.
-- Without a date of birth an expected one says as much as that the child is not born yet.
create or replace temp table engine_person_days as
with person_day as (
    select distinct person_id, "at", team_on
    from engine_drafts
)

select
    row_number() over ()::integer as day_no,
    person_day.person_id,
    person_day."at",
    person_day.team_on,
    case
        when isinf(person_day."at") then 'Not known'
        when people.birth is null and people.expected_birth > person_day."at" then 'Unborn'
        else age_band(people.birth, person_day."at")
    end as age_band,
    coalesce(people.sex, 'Not known') as sex,
    coalesce(people.ethnicity, 'Not known') as ethnicity,
    coalesce(people.disability, 'Not known') as disability,
    case
        when isinf(person_day.team_on) then null
        when allocations.person_id is null then $nobody
        else coalesce(allocations.team, 'Not known')
    end as team,
    case
        when isinf(person_day.team_on) then null
        when allocations.person_id is null then $nobody
        else coalesce(allocations.worker, 'Not known')
    end as worker
from person_day
left join engine_people as people on person_day.person_id = people.person_id
left join prepare.allocations as allocations
    on
        person_day.person_id = allocations.person_id
        and person_day.team_on >= allocations.allocated_from
        and person_day.team_on < coalesce(allocations.allocated_to, date 'infinity');
