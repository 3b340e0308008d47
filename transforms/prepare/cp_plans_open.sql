/* prepare
says: >-
  the child protection plans open at the end of each period (G12: none of a child who is 18 by then). A plan without a start date
  that had not ended may have been open, so it is listed and excluded (G4).
grain: one plan at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
)

select
    snapshot.period_end,
    plan.plan_id,
    plan.person_id,
    plan.start_date,
    plan.conference_id,
    plan.latest_category,
    case
        when plan.excluded is not null then plan.excluded
        when age(plan.born, snapshot.period_end) >= 18 then 'G12'
    end as excluded
from snapshot
inner join prepare.cp_plans_once as plan
    on (plan.start_date <= snapshot.period_end or plan.start_date is null)
    and (plan.end_date > snapshot.period_end or plan.end_date is null)
order by snapshot.period_end, plan.plan_id, plan.person_id
