/* list
holds: Assessments authorised in the six months, or still open, whenever they began.
grain: One row per child per assessment.
needs:
- ssd.cin_assessments.cina_person_id
- ssd.cin_assessments.cina_assessment_start_date
- ssd.cin_assessments.cina_assessment_auth_date
- ssd.person.pers_person_id
fills:
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers (ids are shown)
notes:
- The end is the date of a manager's authorisation.
- Assessments of people who are not in the person table are left out; the sheet Checks counts them.
*/
with listed as (
    select
        *,
        case when cina_assessment_auth_date <= $reference_date then cina_assessment_auth_date end as authorised_on
    from ssd.cin_assessments
    where
        coalesce(cina_assessment_start_date <= $reference_date, true)
        and coalesce(cina_assessment_auth_date >= $window_from, true)
)

select
    listed.cina_assessment_id as record_id,
    listed.cina_person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    person.has_disability,
    listed.cina_assessment_start_date as assessment_start_date,
    annex_a_text('annex_a_yes_no_unknown', coalesce(listed.cina_assessment_child_seen, 'Unknown')) as child_seen,
    listed.authorised_on as assessment_authorised_date,
    annex_a_text('annex_a_yes_no', case
        when listed.authorised_on is null then null
        when listed.cina_assessment_outcome_nfa = 'N' then 'Y'
        else 'N'
    end) as requires_social_care_support,
    coalesce(team.team_name, listed.cina_assessment_team) as allocated_team,
    coalesce(worker.worker_name, listed.cina_assessment_worker_id) as allocated_worker
from listed
inner join annex_a_person as person on listed.cina_person_id = person.person_id
left join annex_a_team as team on listed.cina_assessment_team = team.team_id
left join annex_a_worker as worker on listed.cina_assessment_worker_id = worker.worker_id
order by child_unique_id, assessment_start_date, record_id
