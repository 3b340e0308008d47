/* measure
title: Children on a child protection plan per 10,000
question: How many children need a protection plan right now?
unit: rate_per_10000
kind: snapshot
direction: neutral
target: null
benchmark:
  value: 42.8
  area: England
  year: 2020
  source: DfE Children in need, at 31 March 2020 (last rate found; 49,420 plans at 31 March 2025, table D1)
source: DfE Children in need methodology
breakdowns: [category_of_abuse, team, age_band, sex, ethnicity, disability]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.person.pers_person_id, ssd.person.pers_dob, sup.population.la_code, sup.population.mid_year,
  sup.population.sex, sup.population.single_year_of_age, sup.population.ethnicity_group, sup.population.release_version,
  sup.population.published_date, sup.population.population]
optional: [ssd.cp_plans.cppl_cp_plan_latest_category]
table: ssd.cp_plans
numerator_says: Children with a child protection plan open at the period's end
denominator_says: Residents aged 0 to 17, ONS mid-year estimate
edge_cases:
  - A plan that ends on the last day is closed. Unborn children count.
  - Two open plans of one child are one child; the second is listed as a repeat (G2), the lowest plan id, compared as text, stays.
  - Temporary plans held for another council are out (G6); a blank answer is not yes. Young people who are 18 by then are out (G12).
  - A child without a date of birth counts. Pre-birth and birth records under two ids cannot be merged, since nothing says they belong
    together (G10).
*/
select
    plan.plan_id as record_id,
    plan.person_id,
    plan.period_end as at,
    1 as numerator,
    coalesce(
        plan.excluded,
        case
            when row_number() over (
                partition by plan.period_end, plan.person_id, plan.excluded order by plan.plan_id
            ) > 1 then 'G2'
        end
    ) as excluded,
    category.label as category_of_abuse
from prepare.cp_plans_open as plan
left join prepare.labels as category
    on plan.latest_category = category.code and category.code_set = 'abuse_category'
order by plan.period_end, plan.plan_id
