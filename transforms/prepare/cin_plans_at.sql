/* prepare
says: the child in need plans open at the end of each period, one for each spell (prepare.cin_plan_spells), by the last of its plans to
  have started. Out are plans of young people of 18 (G12), and of children on a protection plan or looked after then.
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
    plan.referral_id,
    plan.spell_start,
    case
        when plan.excluded is not null then plan.excluded
        when age(birth.born, snapshot.period_end) >= 18 then 'G12'
        when status.is_on_cp_plan then 'protection plan'
        when status.is_looked_after then 'looked after'
    end as excluded
from snapshot
inner join prepare.cin_plan_spells as plan
    on coalesce(plan.start_date, date '-infinity') <= snapshot.period_end and plan.spell_end > snapshot.period_end
left join prepare.births as birth on plan.person_id = birth.person_id
left join prepare.child_status_at as status
    on plan.person_id = status.person_id and snapshot.period_end = status.period_end
qualify row_number() over (
    partition by snapshot.period_end, plan.person_id, plan.excluded, plan.spell_no order by plan.start_date desc, plan.plan_id desc
) = 1
order by snapshot.period_end, plan.person_id, plan.plan_id
