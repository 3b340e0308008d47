/* prepare
says: what the reviews of a looked-after child's period of care say at the end of each period - whether one that fell due in the 12 months
  up to it was held late or not yet, or one that fell due before them is still not held; and whether one is dated before the period of care
grain: one period of care with an open episode at one period's end
*/
with child as (
    select distinct
        period_end,
        care_id,
        person_id,
        care_start
    from prepare.looked_after
    where excluded is null
)

select
    child.period_end,
    child.care_id,
    child.person_id,
    bool_or(
        due.due_on <= child.period_end
        and coalesce(due.held_on, date 'infinity')
        > case when due.due_on >= addm(child.period_end + 1, -12) then due.due_on else child.period_end end
    ) as has_late_review,
    bool_or(coalesce(due.held_on < child.care_start, false)) as is_out_of_order
from child
inner join prepare.care_reviews_due as due on child.care_id = due.care_id and child.person_id = due.person_id
group by child.period_end, child.care_id, child.person_id
order by child.period_end, child.person_id, child.care_id
