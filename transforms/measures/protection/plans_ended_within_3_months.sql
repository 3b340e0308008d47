/* measure
title: Child protection plans ended within three months
question: Are some plans ending before change can be tested?
unit: percent
kind: flow
direction: lower_better
target: {value: 16, basis: local}
benchmark: {value: 15.9, area: England, year: 2025, source: "DfE Children in need, year ending 31 March 2025, table D7 (3 months or less)"}
source: DfE Children in need table D7
breakdowns: [category_of_abuse, team]
audiences: [ofsted, board, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.cp_plans.cppl_referral_id, ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_close_reason]
optional: [ssd.cp_plans.cppl_cp_plan_latest_category, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cp_plans
numerator_says: Those that ended no more than three months after they started
denominator_says: Child protection plans that ended in the period, without plans held for another council
lookback_months: 4
team: day_before
edge_cases:
  - Each is to be looked into when more than 16% ended so soon. The day three months after the start counts.
  - A plan that started and ended on one day counts. No start date is listed and not counted (G4); ended before it started is G5.
  - A plan whose linked episode closed for death or a move to another council (RC2, RC5) is out, whenever that episode closed.
  - A plan that ended on or after the 18th birthday is out (G12). The team is the one of the day before the plan ended.
*/
with left_us as (
    select distinct cine_referral_id as referral_id
    from ssd.cin_episodes
    where cine_close_reason in ('RC2', 'RC5') and cine_referral_id is not null
)

select
    plan.plan_id as record_id,
    plan.person_id,
    plan.end_date as at,
    coalesce(plan.end_date <= addm(plan.start_date, 3), false)::int as numerator,
    case
        when plan.excluded is not null then plan.excluded
        when left_us.referral_id is not null then 'died or moved'
        when age(plan.born, plan.end_date) >= 18 then 'G12'
        when plan.end_date < plan.start_date then 'G5'
    end as excluded,
    category.label as category_of_abuse
from prepare.cp_plans_once as plan
left join left_us on plan.referral_id = left_us.referral_id
left join prepare.labels as category on plan.latest_category = category.code and category.code_set = 'abuse_category'
where plan.end_date is not null
order by plan.plan_id
