/* prepare
says: the day by which the first pathway plan of each young person is due, three months after becoming eligible. A child in care without a
  date of birth has none; who could be eligible but for an episode without a start date (G4) has it three months after the 16th birthday.
grain: one young person
*/
select
    person_id,
    addm(eligible_on, 3) as due,
    null as excluded
from prepare.care_eligibility
union all
select distinct
    episode.person_id,
    addm(birthdays.birthday_16, 3) as due,
    case when episode.born is null then 'no date of birth' else 'G4' end as excluded
from prepare.care_episodes as episode
left join prepare.birthdays on episode.person_id = birthdays.person_id
anti join prepare.care_eligibility as eligible on episode.person_id = eligible.person_id
where case when episode.born is null then episode.excluded is null else episode.excluded = 'G4' end
    and episode.person_id is not null
order by person_id
