/* prepare
says: whether a child was an unaccompanied asylum seeker at the end of each period, by an immigration status open then; blank
  where nobody has a status on record
grain: one child with an open care episode at one period's end
*/
with child as (
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
            from prepare.unaccompanied_spells as spell
            where spell.person_id = child.person_id
                and spell.from_day <= child.period_end
                and spell.to_day > child.period_end
        ) then 'Unaccompanied'
        when exists (select 1 from ssd.immigration_status where immi_person_id is not null) then 'Not unaccompanied'
    end as uasc
from child
order by child.period_end, child.person_id
