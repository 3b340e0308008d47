/* measure
title: Children on plans seen in the last 10 working days
question: Are children on plans visited often enough?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: Darlington scrutiny reports 2018-2020 (10 and 15 working days); Wokingham scrutiny (local 10 days)
breakdowns: [team, worker, category_of_abuse, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.cp_visits.cppv_person_id, ssd.cp_visits.cppv_cp_visit_date, ssd.cp_visits.cppv_cp_visit_seen,
  ssd.cla_visits.clav_person_id, ssd.cla_visits.clav_cla_visit_date, ssd.cla_visits.clav_cla_visit_seen, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.cp_plans.cppl_cp_plan_latest_category, ssd.person.pers_expected_dob]
table: ssd.cp_plans
numerator_says: Those seen at a child protection or looked-after visit in the last 10 working days
denominator_says: Children on a protection plan for 10 working days or more at the period's end, without those not yet born
lookback_months: 1
edge_cases:
  - The number of working days, for the plan and for the visit, is the setting cp_visit_wd. Exactly 10 counts on both sides.
  - Seen left blank is not seen. A visit as a child looked after is proof of it, so no care episode is looked up.
  - Of several plans of a child the one with the lowest id counts of those that are old enough; the others are repeats (G2).
  - Not born by the period's end is out (G3), 18 by then too (G12), and plans held for another council (G6).
*/
with seen as (
    select cppv_person_id as person_id, cppv_cp_visit_date as seen_on from ssd.cp_visits where cppv_cp_visit_seen = 'Y'
    union all
    select clav_person_id as person_id, clav_cla_visit_date as seen_on from ssd.cla_visits where clav_cla_visit_seen = 'Y'
),

plan as (
    select
        plan.*,
        visit_limit.days,
        case
            when plan.excluded is not null then plan.excluded
            when coalesce(birth.born, birth.expected) > plan.period_end then 'G3'
            when wd(plan.start_date, plan.period_end) < visit_limit.days then 'not on a plan long enough'
        end as reason
    from prepare.cp_plans_open as plan
    cross join (select value::integer as days from ref.setting where name = 'cp_visit_wd') as visit_limit
    left join prepare.births as birth on plan.person_id = birth.person_id
)

select
    plan.plan_id as record_id,
    plan.person_id,
    plan.period_end as at,
    coalesce(wd(seen.seen_on, plan.period_end) <= plan.days, false)::int as numerator,
    coalesce(plan.reason, case
        when row_number() over (partition by plan.period_end, plan.person_id, plan.reason order by plan.plan_id) > 1 then 'G2'
    end) as excluded,
    category.label as category_of_abuse
from plan
asof left join seen on plan.person_id = seen.person_id and plan.period_end >= seen.seen_on
left join prepare.labels as category on plan.latest_category = category.code and category.code_set = 'abuse_category'
order by plan.period_end, record_id
