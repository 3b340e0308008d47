/* prepare
says: who is open to social care at the end of each period, and as what. Short breaks and other councils' plans are out (G6), plans and care
  stop at the 18th birthday (G12), an episode of need does not. `status` is the highest tier of care, protection plan, plan and need.
grain: one child at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

tier as (
    select period_end, person_id, 4 as tier from prepare.looked_after where excluded is null
    union all
    select period_end, person_id, 3 as tier from prepare.cp_plans_open where excluded is null
    union all
    select snapshot.period_end, plan.cinp_person_id as person_id, 2 as tier
    from snapshot
    inner join ssd.cin_plans as plan
        on plan.cinp_cin_plan_start_date <= snapshot.period_end
        and coalesce(plan.cinp_cin_plan_end_date, date 'infinity') > snapshot.period_end
    left join prepare.births as birth on plan.cinp_person_id = birth.person_id
    where plan.cinp_person_id is not null and (birth.born is null or age(birth.born, snapshot.period_end) < 18)
    union all
    select period_end, person_id, 1 as tier from prepare.cin_open where excluded is null
)

select
    period_end,
    person_id,
    bool_or(tier = 4) as is_looked_after,
    bool_or(tier = 3) as is_on_cp_plan,
    bool_or(tier = 2) as has_cin_plan,
    bool_or(tier = 1) as is_in_need,
    case max(tier)
        when 4 then 'Looked after'
        when 3 then 'Child protection plan'
        when 2 then 'Child in need plan'
        else 'Child in need'
    end as status
from tier
group by period_end, person_id
order by period_end, person_id
