/* list
holds: Children with an episode of need that was open at some time in the six months, looked-after children and children on protection plans included.
grain: One row per child, with the latest episode.
needs: [ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_close_date]
fills:
  ssd.person: gender, ethnicity, date of birth and age
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.cin_assessments: "the case status d) Open assessment"
  ssd.cin_plans: child in need plans that tell a referral from a service
  ssd.cp_plans: "the case status b) Child Protection plan"
  ssd.s47_enquiry: enquiries that tell a referral from a service
  ssd.legal_status: "legal statuses, so that children in care are told by their care period alone"
  ssd.cla_episodes: care periods that tell a referral from a service
  ssd.cin_visits: visits under child in need plans, for the date last seen
  ssd.cp_visits: visits under protection plans, for the date last seen
  ssd.cla_visits: visits to children in care, for the date last seen
  ssd.care_leavers: care leavers, who are left out
  ssd.involvements: team and worker
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers (ids are shown)
notes:
- "Case status c) Child in need plan means everything that is not one of the others, whether or not there is a plan."
- Date last seen counts only visits at which the child was seen.
*/
with episode as (
    select
        cine_referral_id as referral_id,
        cine_person_id as person_id,
        cine_referral_date as referral_date,
        case when cine_close_date <= $reference_date then cine_close_date end as closed_on,
        coalesce(cine_referral_date, date '0001-01-01') as from_day,
        case when cine_close_date <= $reference_date then cine_close_date else $reference_date end as to_day,
        case when cine_close_date <= $reference_date then cine_close_reason end as close_reason,
        cine_cin_primary_need_code as need
    from ssd.cin_episodes
    where
        cine_person_id is not null
        and coalesce(cine_referral_date <= $reference_date, true)
        and coalesce(cine_close_date >= $window_from, true)
),

-- A service belongs to the episode that its referral id names; without one, to each episode it overlaps.
served as (
    select
        episode.referral_id,
        episode.person_id
    from episode
    inner join annex_a_service as service
        on episode.person_id = service.person_id and episode.referral_id = service.referral_id
    where coalesce(service.start_date <= $reference_date, true)

    union

    select
        episode.referral_id,
        episode.person_id
    from episode
    inner join annex_a_service as service
        on
            episode.person_id = service.person_id
            and service.referral_id is null
            and coalesce(service.start_date <= episode.to_day, true)
            and coalesce(service.end_date >= episode.from_day, true)
),

-- A child whose latest referral came to nothing may still have an earlier episode with a service: drop the referral, not the child.
latest as (
    select
        episode.*,
        served.referral_id is not null as has_service
    from episode
    left join served on episode.referral_id = served.referral_id and episode.person_id = served.person_id
    where served.referral_id is not null or not $leave_out_referral_only
    qualify row_number() over (
        partition by episode.person_id
        order by
            episode.referral_date desc nulls last,
            episode.closed_on is null desc,
            episode.closed_on desc,
            episode.referral_id desc
    ) = 1
),

care_leaver as (
    select distinct clea_person_id as person_id
    from ssd.care_leavers
    where coalesce(clea_care_leaver_eligibility <> 'No Current Eligibility', true)
),

-- A care period without any recorded status still means that the child is in care.
looked_after as (
    select person_id
    from annex_a_legal_status
    where is_live and is_looked_after

    union

    select period.person_id
    from annex_a_care_period as period
    where
        period.is_open
        and not period.is_short_break
        and period.person_id not in (
            select person_id
            from annex_a_legal_status
            where is_live and legal_status is not null and person_id is not null
        )
),

protection_plan as (
    select distinct cppl_person_id as person_id
    from ssd.cp_plans
    where
        cppl_cp_plan_start_date <= $reference_date
        and coalesce(cppl_cp_plan_end_date > $reference_date, true)
        and coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
),

need_plan as (
    select distinct cinp_person_id as person_id
    from ssd.cin_plans
    where
        cinp_cin_plan_start_date <= $reference_date
        and coalesce(cinp_cin_plan_end_date > $reference_date, true)
),

open_assessment as (
    select distinct cina_person_id as person_id
    from ssd.cin_assessments
    where
        cina_assessment_start_date <= $reference_date
        and coalesce(cina_assessment_auth_date > $reference_date, true)
),

last_seen as (
    select
        latest.person_id,
        max(visit.visit_date) as last_seen_date
    from latest
    inner join annex_a_visit as visit
        on latest.person_id = visit.person_id and visit.visit_date between latest.from_day and latest.to_day
    group by latest.person_id
),

allocation as (
    select
        latest.person_id,
        involvement.allocated_team,
        involvement.allocated_worker
    from latest
    inner join annex_a_involvement as involvement
        on
            latest.person_id = involvement.person_id
            and involvement.start_date <= latest.to_day
            and coalesce(involvement.end_date >= latest.from_day, true)
    qualify row_number() over (
        partition by latest.person_id
        order by involvement.is_open desc, involvement.start_date desc, involvement.involvement_id desc
    ) = 1
)

select
    latest.referral_id as record_id,
    latest.person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    person.has_disability,
    latest.referral_date as cin_start_date,
    annex_a_text('annex_a_primary_need', latest.need) as primary_need,
    last_seen.last_seen_date,
    latest.closed_on as cin_closure_date,
    annex_a_text('annex_a_closure_reason', latest.close_reason) as closure_reason,
    annex_a_text('annex_a_case_status', case
        when latest.closed_on is not null then 'Closed episode'
        when looked_after.person_id is not null and coalesce(person.age < 18, true) then 'Looked after child'
        when protection_plan.person_id is not null then 'Child Protection plan'
        when need_plan.person_id is not null or care_leaver.person_id is not null then 'Child in need plan'
        when open_assessment.person_id is not null then 'Open assessment'
        else 'Child in need plan'
    end) as case_status,
    allocation.allocated_team,
    allocation.allocated_worker
from latest
left join annex_a_person as person on latest.person_id = person.person_id
left join care_leaver on latest.person_id = care_leaver.person_id
left join looked_after on latest.person_id = looked_after.person_id
left join protection_plan on latest.person_id = protection_plan.person_id
left join need_plan on latest.person_id = need_plan.person_id
left join open_assessment on latest.person_id = open_assessment.person_id
left join last_seen on latest.person_id = last_seen.person_id
left join allocation on latest.person_id = allocation.person_id
where
    not (
        $leave_out_care_leavers
        and coalesce(person.age >= 18, false)
        and care_leaver.person_id is not null
        and not latest.has_service
    )
order by child_unique_id, cin_start_date, record_id
