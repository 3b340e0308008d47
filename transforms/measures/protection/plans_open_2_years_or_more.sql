/* measure
title: Open child protection plans lasting two years or more
question: Are children drifting on plans?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 2, basis: local}
benchmark: null
source: DfE table D7 duration bands applied to open plans (local default)
breakdowns: [category_of_abuse, team, worker, duration]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola]
optional: [ssd.cp_plans.cppl_cp_plan_latest_category, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cp_plans
numerator_says: Those that started two years before the period's end or earlier
denominator_says: Child protection plans open at the period's end, without plans held for another council
edge_cases:
  - Exactly two years counts; a start on 29 February reaches two years on 28 February.
  - The breakdown by duration shows how many plans have been open for 15 and 18 months.
  - England's 4.4% (DfE, 2025) is of plans that ended, so it is not compared.
  - Young people who are 18 by the period's end are out (G12); a child without a date of birth counts.
*/
select
    plan.plan_id as record_id,
    plan.person_id,
    plan.period_end as at,
    coalesce(addm(plan.start_date, 24) <= plan.period_end, false)::int as numerator,
    plan.excluded,
    category.label as category_of_abuse,
    case
        when addm(plan.start_date, 24) <= plan.period_end then '2 years or more'
        when addm(plan.start_date, 18) <= plan.period_end then '18 months to 2 years'
        when addm(plan.start_date, 15) <= plan.period_end then '15 to 18 months'
        when plan.start_date is not null then 'Under 15 months'
    end as duration
from prepare.cp_plans_open as plan
left join prepare.labels as category
    on plan.latest_category = category.code and category.code_set = 'abuse_category'
order by plan.period_end, plan.plan_id
