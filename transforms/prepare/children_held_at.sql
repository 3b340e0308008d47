/* prepare
says: >-
  the children open to social care at the end of each period, and whether a social worker held the case then: an open involvement in a
  case worker's role of a worker with a Social Work England number (one without a start date, G4, or that ends on that day holds
  nothing). `given_up` is the last end of such an involvement by then.
grain: one child at one period's end
*/
with holder as (
    select
        child.period_end,
        child.person_id,
        max(coalesce(involvement.end_date, date 'infinity')) as held_to,
        max(involvement.end_date) filter (where involvement.end_date <= child.period_end) as given_up
    from prepare.children_open_at as child
    inner join prepare.social_worker_involvements as involvement
        on child.person_id = involvement.person_id and involvement.start_date <= child.period_end
    group by child.period_end, child.person_id
)

select
    child.period_end,
    child.person_id,
    child.open_since,
    child.status,
    child.excluded,
    coalesce(holder.held_to > child.period_end, false) as is_held,
    holder.given_up
from prepare.children_open_at as child
left join holder on child.person_id = holder.person_id and child.period_end = holder.period_end
order by child.period_end, child.person_id
