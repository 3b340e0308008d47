/* list
holds: Children on a protection plan at the reference date, or whose plan ended in the six months.
grain: One row per child, with the latest plan.
needs: [ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date]
fills:
  ssd.person: gender, ethnicity, date of birth and age
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.cp_visits: the last visit
  ssd.cp_reviews: the latest review
  ssd.legal_status: "emergency orders and police protection (shown as b) No)"
  ssd.involvements: team and worker
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers (ids are shown)
notes:
- Temporary plans held for another council are left out, also from the number of previous plans.
- The number of previous plans is of those in the source; older ones and those of other councils are not known.
- "An emergency order with no end date counts as a yes however old it is; the sheet Checks counts them."
*/
with latest as (
    select
        cppl_cp_plan_id as plan_id,
        cppl_person_id as person_id,
        cppl_cp_plan_start_date as start_date,
        case when cppl_cp_plan_end_date <= $reference_date then cppl_cp_plan_end_date end as end_date,
        coalesce(cppl_cp_plan_start_date, date '0001-01-01') as from_day,
        case when cppl_cp_plan_end_date <= $reference_date then cppl_cp_plan_end_date else $reference_date end as to_day,
        cppl_cp_plan_initial_category as initial_category,
        cppl_cp_plan_latest_category as latest_category
    from ssd.cp_plans
    where
        cppl_person_id is not null
        and coalesce(cppl_cp_plan_start_date <= $reference_date, true)
        and coalesce(cppl_cp_plan_end_date >= $window_from, true)
        and coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
    qualify row_number() over (
        partition by cppl_person_id
        order by
            cppl_cp_plan_start_date desc nulls last,
            coalesce(cppl_cp_plan_end_date > $reference_date, true) desc,
            cppl_cp_plan_end_date desc,
            cppl_cp_plan_id desc
    ) = 1
),

-- When two visits share a day, the one at which the child was seen alone is shown.
visit as (
    select
        latest.person_id,
        cp_visits.cppv_cp_visit_date as visit_date,
        coalesce(nullif(cp_visits.cppv_cp_visit_seen_alone, 'NA'), 'Unknown') as seen_alone
    from latest
    inner join ssd.cp_visits as cp_visits
        on
            (
                latest.plan_id = cp_visits.cppv_cp_plan_id
                or (cp_visits.cppv_cp_plan_id is null and latest.person_id = cp_visits.cppv_person_id)
            )
            and cp_visits.cppv_cp_visit_date between latest.from_day and latest.to_day
    qualify row_number() over (
        partition by latest.person_id
        order by
            cp_visits.cppv_cp_visit_date desc,
            cp_visits.cppv_cp_visit_seen_alone desc nulls last,
            cp_visits.cppv_cp_visit_id desc
    ) = 1
),

review as (
    select
        latest.person_id,
        max(cp_reviews.cppr_cp_review_date) as latest_review_date
    from latest
    inner join ssd.cp_reviews as cp_reviews
        on
            (
                latest.plan_id = cp_reviews.cppr_cp_plan_id
                or (cp_reviews.cppr_cp_plan_id is null and latest.person_id = cp_reviews.cppr_person_id)
            )
            and cp_reviews.cppr_cp_review_date between latest.from_day and latest.to_day
    group by latest.person_id
),

emergency as (
    select distinct person_id
    from annex_a_legal_status
    where
        legal_status in ('L1', 'L2')
        and coalesce(end_date >= addm($reference_date, -6), true)
),

previous_plans as (
    select
        latest.person_id,
        count(distinct other.cppl_cp_plan_id) as plans
    from latest
    inner join ssd.cp_plans as other
        on
            latest.person_id = other.cppl_person_id
            and other.cppl_cp_plan_start_date < latest.start_date
            and other.cppl_cp_plan_id <> latest.plan_id
    where coalesce(other.cppl_cp_plan_ola, 'N') <> 'Y'
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
    latest.plan_id as record_id,
    latest.person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    person.has_disability,
    latest.start_date as cpp_start_date,
    annex_a_text('annex_a_abuse_category', latest.initial_category) as initial_abuse_category,
    annex_a_text('annex_a_abuse_category', latest.latest_category) as latest_abuse_category,
    visit.visit_date as last_statutory_visit_date,
    annex_a_text('annex_a_yes_no_unknown', visit.seen_alone) as seen_alone,
    review.latest_review_date,
    latest.end_date as cpp_end_date,
    annex_a_text(
        'annex_a_yes_no', case when emergency.person_id is not null then 'Y' else 'N' end
    ) as epo_or_police_protection_6m,
    coalesce(previous_plans.plans, 0) as previous_cpp_count,
    allocation.allocated_team,
    allocation.allocated_worker
from latest
left join annex_a_person as person on latest.person_id = person.person_id
left join visit on latest.person_id = visit.person_id
left join review on latest.person_id = review.person_id
left join emergency on latest.person_id = emergency.person_id
left join previous_plans on latest.person_id = previous_plans.person_id
left join allocation on latest.person_id = allocation.person_id
order by child_unique_id, cpp_start_date, record_id
