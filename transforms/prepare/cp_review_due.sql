/* prepare
says: every review conference that a plan open at a period's end has had to have, and when it was held. The first is due 3 months after the
  initial conference linked to the plan (else its start), each later one 6 months after the review before; reviews that were not quorate
  do not count, a blank answer does. `held_on` is blank when the review was not held by the period's end.
grain: one due review of one plan at one period's end
*/
with review as (
    select
        cppr_cp_plan_id as plan_id,
        cppr_cp_review_id as review_id,
        min(cppr_cp_review_date) as review_date
    from ssd.cp_reviews
    where coalesce(cppr_cp_review_quorate = 'Y', true)
    group by cppr_cp_plan_id, cppr_cp_review_id
),

clock as (
    select
        plan.period_end,
        plan.plan_id,
        '' as review_id,
        coalesce(conference.conference_date, plan.start_date) as timed_from,
        3 as months
    from prepare.cp_plans_open as plan
    left join prepare.conference_dates as conference on plan.conference_id = conference.conference_id
    where plan.excluded is null
    union all
    select
        plan.period_end,
        plan.plan_id,
        review.review_id,
        review.review_date as timed_from,
        6 as months
    from prepare.cp_plans_open as plan
    inner join review on plan.plan_id = review.plan_id and review.review_date <= plan.period_end
    where plan.excluded is null
)

select
    period_end,
    plan_id,
    timed_from,
    addm(timed_from, months) as due_on,
    lead(timed_from) over (partition by period_end, plan_id order by months, timed_from, review_id) as held_on
from clock
order by period_end, plan_id, months, timed_from, review_id
