/* prepare
says: how many placements a looked-after child has had in the 12 months that end with each period, a stay with one carer counting once; a
  stay counts with any day in them, its last included
grain: one child with an open care episode and a placement at one period's end
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
    count(distinct stay.stay_no) as placements
from child
inner join prepare.placement_stays as stay
    on child.person_id = stay.person_id
    and stay.start_date <= child.period_end
    and coalesce(stay.end_date, date 'infinity') >= addm(child.period_end + 1, -12)
group by child.period_end, child.person_id
order by child.period_end, child.person_id
