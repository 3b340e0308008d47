/* prepare
says: whether a child was an unaccompanied asylum seeker at the end of each period, by an immigration status open then; blank
  where nobody has a status on record
grain: one child with an open care episode at one period's end
*/
with unaccompanied as (
    select
        immi_person_id as person_id,
        immi_immigration_status_start_date as start_date,
        immi_immigration_status_end_date as end_date
    from ssd.immigration_status
    where immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
),

child as (
    select distinct
        period_end,
        person_id
    from prepare.looked_after
    where person_id is not null
)

select
    child.period_end,
    child.person_id,
    case
        when exists (
            select 1
            from unaccompanied
            where unaccompanied.person_id = child.person_id
                and unaccompanied.start_date <= child.period_end
                and coalesce(unaccompanied.end_date, date 'infinity') > child.period_end
        ) then 'Unaccompanied'
        when exists (select 1 from ssd.immigration_status where immi_person_id is not null) then 'Not unaccompanied'
    end as uasc
from child
order by child.period_end, child.person_id
