/* prepare
says: the children with an episode of need open at the end of each period, neglect recorded in the 1,096 days that end then, and 548 or
  more of those days with an episode open. A sibling group is the children here who share a family id.
grain: one child at one period's end
*/
with long_involved as (
    select
        child.period_end,
        child.person_id,
        sum(cd(greatest(spell.from_day, child.period_end - 1095), least(spell.to_day, child.period_end + 1))) as days
    from prepare.cin_open as child
    inner join prepare.cin_spells as spell
        on child.person_id = spell.person_id
        and spell.from_day <= child.period_end
        and spell.to_day > child.period_end - 1095
    where child.excluded is null
    group by child.period_end, child.person_id
    having days >= 548
),

family as (
    select
        fami_person_id as person_id,
        min(fami_family_id) as family_id
    from ssd.family
    group by fami_person_id
),

neglected as (
    select
        involved.period_end,
        involved.person_id,
        case when age(birth.born, involved.period_end) >= 18 then 'G12' end as excluded
    from long_involved as involved
    left join prepare.births as birth on involved.person_id = birth.person_id
    where exists (
        select 1
        from prepare.neglect_recorded as neglect
        where neglect.person_id = involved.person_id
            and neglect.from_day <= involved.period_end
            and neglect.to_day >= involved.period_end - 1095
    )
)

select
    child.period_end,
    child.person_id,
    child.excluded,
    case
        when family.family_id is not null
            then count(*) over (partition by child.period_end, family.family_id, child.excluded)
    end as sibling_group
from neglected as child
left join family on child.person_id = family.person_id
order by child.period_end, child.person_id
