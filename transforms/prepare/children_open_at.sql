/* prepare
says: >-
  the children open to social care at the end of each period by an episode of need, a child protection plan or an episode of care, with
  the first day of the one that began first (of care the first day of the whole period of care). G6 and G12 as for each of the three; a
  child open only by records without a start date is listed (G4).
grain: one child at one period's end
*/
with spell as (
    select period_end, person_id, referral_date as open_since, excluded from prepare.cin_open
    union all
    select period_end, person_id, start_date as open_since, excluded from prepare.cp_plans_open
    union all
    select period_end, person_id, care_start as open_since, excluded from prepare.looked_after
),

child as (
    select
        period_end,
        person_id,
        min(open_since) filter (where excluded is null) as open_since,
        case when count(*) = count(excluded) then 'G4' end as excluded
    from spell
    where person_id is not null and (excluded is null or excluded = 'G4')
    group by period_end, person_id
)

select
    child.period_end,
    child.person_id,
    child.open_since,
    status_at.status,
    child.excluded
from child
left join prepare.child_status_at as status_at
    on child.person_id = status_at.person_id and child.period_end = status_at.period_end
order by child.period_end, child.person_id
