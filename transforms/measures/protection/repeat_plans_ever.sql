/* measure
title: Child protection plans starting for a second or later time (ever)
question: Are children coming back onto plans?
unit: percent
kind: rolling_12_months
also: [flow]
direction: lower_better
target: {value: 20, basis: local}
benchmark: null
source: DfE Children in need table D3; LG Inform metric 100 (regardless of how long ago)
breakdowns: [category_of_abuse, sex, age_band, ethnicity, team]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.cp_plans.cppl_cp_plan_initial_category]
table: ssd.cp_plans
numerator_says: Those of a child with an earlier plan here, however long ago, that had ended by the day this one started
denominator_says: Child protection plans that started in the 12 months that end with the period, without plans held for another council
lookback_months: 24
edge_cases:
  - An earlier plan that ended on the day this one starts counts; one that had not ended (overlap) is a data error and does not.
  - Plans in other councils are not earlier plans (G6).
  - A plan recorded again at birth (first starts before birth, second on or after it, 0 or 1 day between) is one plan, placed by its first
    start; the second is listed (G3).
  - A plan that starts on or after the 18th birthday is out (G12). The category of abuse is the one at the start.
  - Ever reaches back as far as the extract does, which is to be two years before the first day counted or more.
*/
select
    plan.plan_id as record_id,
    plan.person_id,
    plan.start_date as at,
    exists (
        select 1
        from prepare.cp_plan_starts as earlier
        where earlier.person_id = plan.person_id
            and earlier.excluded is null
            and earlier.start_date < plan.start_date
            and earlier.end_date <= plan.start_date
    )::int as numerator,
    plan.excluded,
    category.label as category_of_abuse
from prepare.cp_plan_starts as plan
left join prepare.labels as category
    on plan.initial_category = category.code and category.code_set = 'abuse_category'
order by plan.plan_id
