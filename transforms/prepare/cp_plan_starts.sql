/* prepare
says: >-
  child protection plans by their start. A plan recorded again at birth (the first starts before birth, the second on or after it,
  with a gap of 0 or 1 day) is one plan: the first takes the second's end, and the second is excluded (G3). G12: a plan that starts on
  or after the 18th birthday is out.
grain: one plan of one child
*/
with recorded_again as (
    select
        before_birth.plan_id as first_plan_id,
        min(after_birth.plan_id) as second_plan_id
    from prepare.cp_plans_once as before_birth
    inner join prepare.cp_plans_once as after_birth
        on before_birth.person_id = after_birth.person_id
        and before_birth.start_date < before_birth.born
        and after_birth.start_date >= before_birth.born
        and after_birth.start_date - before_birth.end_date in (0, 1)
    where before_birth.excluded is null and after_birth.excluded is null
    group by before_birth.plan_id
)

select
    plan.plan_id,
    plan.person_id,
    plan.start_date,
    case when as_first.first_plan_id is null then plan.end_date else second_plan.end_date end as end_date,
    plan.initial_category,
    case
        when plan.excluded is not null then plan.excluded
        when exists (select 1 from recorded_again where second_plan_id = plan.plan_id) then 'G3'
        when age(plan.born, plan.start_date) >= 18 then 'G12'
    end as excluded
from prepare.cp_plans_once as plan
left join recorded_again as as_first on plan.plan_id = as_first.first_plan_id
left join prepare.cp_plans_once as second_plan
    on as_first.second_plan_id = second_plan.plan_id and second_plan.excluded is null
order by plan.plan_id, plan.person_id
