/* prepare
says: >-
  the child in need plans open at the end of each period, each as it stands in the extract, and what keeps its child from being visited
  under it: unborn (G3), of unknown birth, 18 by then (G12), on a protection plan or looked after.
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
    case
        when plan.excluded is not null then plan.excluded
        when birth.person_id is null then 'missing link'
        when coalesce(birth.born, birth.expected) > snapshot.period_end then 'G3'
        when birth.born is null then 'no date of birth'
        when age(birth.born, snapshot.period_end) >= 18 then 'G12'
        when status.is_on_cp_plan then 'protection plan'
        when status.is_looked_after then 'looked after'
    end as excluded
from snapshot
inner join prepare.cin_plan_spells as plan
    on coalesce(plan.start_date, date '-infinity') <= snapshot.period_end
    and coalesce(plan.end_date, date 'infinity') > snapshot.period_end
left join prepare.births as birth on plan.person_id = birth.person_id
left join prepare.child_status_at as status
    on plan.person_id = status.person_id and snapshot.period_end = status.period_end
order by snapshot.period_end, plan.person_id, plan.plan_id
