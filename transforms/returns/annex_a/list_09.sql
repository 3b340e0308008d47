/* list
holds: Every young person entitled to leaving care services at the reference date, relevant, former relevant, qualifying or eligible.
grain: One row per young person.
window: day
needs: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility]
fills:
  ssd.person: gender, ethnicity, date of birth and age
  ssd.immigration_status: "unaccompanied asylum seeking children (shown as b) No)"
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers and advisers (ids are shown)
notes:
- There is no six-month window. Eligible children are still looked after and stand on list 8 too.
- Accommodation and activity are the latest on record.
*/
with entitled as (
    select *
    from ssd.care_leavers
    where
        clea_person_id is not null
        and coalesce(clea_care_leaver_eligibility <> 'No Current Eligibility', true)
    qualify row_number() over (
        partition by clea_person_id
        order by
            clea_care_leaver_latest_contact desc nulls last,
            clea_pathway_plan_review_date desc nulls last,
            clea_table_id desc
    ) = 1
),

asylum as (
    select distinct immi_person_id as person_id
    from ssd.immigration_status
    where
        immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
        and coalesce(immi_immigration_status_start_date <= $reference_date, true)
)

select
    entitled.clea_table_id as record_id,
    entitled.clea_person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    annex_a_text('annex_a_yes_no', case when asylum.person_id is not null then 'Y' else 'N' end) as uasc_or_former_uasc,
    person.has_disability,
    coalesce(team.team_name, entitled.clea_care_leaver_allocated_team) as allocated_team,
    coalesce(worker.worker_name, entitled.clea_care_leaver_worker_id) as allocated_worker,
    coalesce(adviser.worker_name, entitled.clea_care_leaver_personal_advisor) as allocated_personal_adviser,
    annex_a_text('annex_a_eligibility_category', entitled.clea_care_leaver_eligibility) as eligibility_category,
    entitled.clea_pathway_plan_review_date as pathway_plan_review_date,
    annex_a_text('annex_a_in_touch', entitled.clea_care_leaver_in_touch) as in_touch,
    entitled.clea_care_leaver_latest_contact as latest_contact_date,
    annex_a_text('annex_a_accommodation_type', entitled.clea_care_leaver_accommodation) as accommodation_type,
    annex_a_text(
        'annex_a_accommodation_suitability', entitled.clea_care_leaver_accom_suitable
    ) as accommodation_suitability,
    -- 0, not in touch, belongs to the census only.
    annex_a_text('annex_a_activity_status', nullif(entitled.clea_care_leaver_activity, '0')) as activity_status
from entitled
left join annex_a_person as person on entitled.clea_person_id = person.person_id
left join asylum on entitled.clea_person_id = asylum.person_id
left join annex_a_team as team on entitled.clea_care_leaver_allocated_team = team.team_id
left join annex_a_worker as worker on entitled.clea_care_leaver_worker_id = worker.worker_id
left join annex_a_worker as adviser on entitled.clea_care_leaver_personal_advisor = adviser.worker_id
order by child_unique_id, record_id
