/* prepare
says: the permanence plan of a looked-after child at the end of each period, from every care plan begun by then and not ended on or before
  it that has a permanence option ticked; several options are a parallel plan
grain: one child with an open care episode at one period's end, with a permanence plan
*/
with child as (
    select distinct
        period_end,
        person_id
    from prepare.looked_after
    where person_id is not null
),

plan as (
    select
        lacp_person_id as person_id,
        lacp_cla_care_plan_start_date as start_date,
        coalesce(lacp_cla_care_plan_end_date, date 'infinity') as end_date,
        try_cast(lacp_cla_care_plan_json as json) as answers
    from ssd.cla_care_plan
),

ticked as (
    select
        plan.person_id,
        plan.start_date,
        plan.end_date,
        labels.code,
        labels.label
    from plan
    inner join prepare.labels on labels.code_set = 'care_plan_flag'
    where upper(json_extract_string(plan.answers, labels.code)) in ('Y', 'YES', 'TRUE', '1')
)

select
    child.period_end,
    child.person_id,
    min(ticked.start_date) as planned_since,
    list(distinct ticked.code order by ticked.code) as options,
    case when count(distinct ticked.code) = 1 then min(ticked.label) else 'Parallel plan' end as plan_type
from child
inner join ticked
    on child.person_id = ticked.person_id
    and ticked.start_date <= child.period_end
    and ticked.end_date > child.period_end
group by child.period_end, child.person_id
order by child.period_end, child.person_id
