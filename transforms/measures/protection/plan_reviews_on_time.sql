/* measure
title: Child protection plans reviewed on time
question: Is progress on plans checked when it must be?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 100, basis: statutory}
benchmark: null
source: Working Together; DfE CIN COLLECT report 'CPPs reviewed within timescales' (exact DfE day arithmetic not readable here - month
  arithmetic is a local default)
breakdowns: [team, category_of_abuse]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.cp_plans.cppl_icpc_id, ssd.initial_cp_conference.icpc_icpc_id,
  ssd.initial_cp_conference.icpc_icpc_date, ssd.cp_reviews.cppr_cp_review_id, ssd.cp_reviews.cppr_cp_plan_id,
  ssd.cp_reviews.cppr_cp_review_date, ssd.cp_reviews.cppr_cp_review_quorate]
optional: [ssd.cp_plans.cppl_cp_plan_latest_category, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cp_plans
numerator_says: Those with no review late or missed in the 12 months before
denominator_says: Child protection plans open at the period's end for three months or more, without plans held for another council
lookback_months: 18
edge_cases:
  - First review within 3 months of the initial conference linked to the plan (else of the plan's start), each later one within 6 months of
    the one before; the day itself is on time. A transfer-in plan is timed from the transfer-in conference here.
  - Only due dates in the 12 months are tested, and a review that fell due earlier and is still not held.
  - A review not quorate is not held; a blank answer is taken as quorate. Early reviews count.
  - A review dated before the conference or start that it is timed from takes the plan out (G5).
  - Young people who are 18 by the period's end are out (G12).
  - "Not built: breakdown by chair; the extract does not name who chaired a review."
*/
with judged as (
    select
        period_end,
        plan_id,
        bool_or(
            (held_on is null and due_on <= period_end)
            or (held_on > due_on and due_on >= addm(period_end + 1, -12))
        ) as has_late_review,
        bool_or(held_on < timed_from) as is_out_of_order
    from prepare.cp_review_due
    group by period_end, plan_id
)

select
    plan.plan_id as record_id,
    plan.person_id,
    plan.period_end as at,
    coalesce(not judged.has_late_review, true)::int as numerator,
    case
        when plan.excluded is not null then plan.excluded
        when judged.is_out_of_order then 'G5'
    end as excluded,
    category.label as category_of_abuse
from prepare.cp_plans_open as plan
left join judged on plan.plan_id = judged.plan_id and plan.period_end = judged.period_end
left join prepare.labels as category
    on plan.latest_category = category.code and category.code_set = 'abuse_category'
where addm(plan.start_date, 3) <= plan.period_end or plan.start_date is null
order by plan.period_end, record_id
