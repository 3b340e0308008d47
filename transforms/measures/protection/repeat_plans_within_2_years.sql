/* measure
title: Child protection plans starting within two years of a previous plan
question: Did the last plan end too soon?
unit: percent
kind: rolling_12_months
also: [flow]
direction: lower_better
target: {value: 8, basis: local}
benchmark: null
source: local default variant of DfE table D3
breakdowns: [category_of_abuse, team, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.cp_plans.cppl_cp_plan_initial_category]
table: ssd.cp_plans
numerator_says: Those of a child whose latest earlier plan here ended no more than 24 months before this one started
denominator_says: Child protection plans that started in the 12 months that end with the period, without plans held for another council
lookback_months: 24
edge_cases:
  - An earlier plan started before this one and had ended by the day this one started (as in repeat_plans_ever); one that had not ended is a
    data error and does not count. Of several the one with the latest end is held against the 24 months; exactly 24 months counts.
  - Plans in other councils are not earlier plans (G6).
  - A plan recorded again at birth (first starts before birth, second on or after it, 0 or 1 day between) is one plan, placed by its first
    start; the second is listed (G3).
  - A plan that starts on or after the 18th birthday is out (G12). The category of abuse is the one at the start.
*/
with latest_earlier as (
    select
        plan.plan_id,
        max(earlier.end_date) as end_date
    from prepare.cp_plan_starts as plan
    inner join prepare.cp_plan_starts as earlier
        on plan.person_id = earlier.person_id
        and plan.start_date > earlier.start_date
        and plan.start_date >= earlier.end_date
    where plan.excluded is null and earlier.excluded is null
    group by plan.plan_id
)

select
    plan.plan_id as record_id,
    plan.person_id,
    plan.start_date as at,
    coalesce(addm(latest_earlier.end_date, 24) >= plan.start_date, false)::int as numerator,
    plan.excluded,
    category.label as category_of_abuse
from prepare.cp_plan_starts as plan
left join latest_earlier on plan.plan_id = latest_earlier.plan_id
left join prepare.labels as category
    on plan.initial_category = category.code and category.code_set = 'abuse_category'
order by plan.plan_id
