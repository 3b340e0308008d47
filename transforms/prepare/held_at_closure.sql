/* prepare
says: who held a child's case, and for which team, on the day before it closed (G11); Unallocated where nobody did, and Not known where no
  involvement of anybody is on record
grain: one child and date on which a case of the child closed
*/
with closure as (
    select distinct
        cine_person_id as person_id,
        cine_close_date as close_date,
        cine_close_date - 1 as day_before
    from ssd.cin_episodes
    where cine_person_id is not null and cine_close_date is not null
),

held as (
    select
        closure.person_id,
        closure.close_date,
        allocations.team,
        allocations.worker
    from closure
    inner join prepare.allocations on closure.person_id = allocations.person_id
    where allocations.allocated_from <= closure.day_before
        and (allocations.allocated_to > closure.day_before or allocations.allocated_to is null)
),

nobody as (
    select case when count(invo_person_id) > 0 then 'Unallocated' else 'Not known' end as label
    from ssd.involvements
)

select
    closure.person_id,
    closure.close_date,
    coalesce(held.team, nobody.label) as team,
    coalesce(held.worker, nobody.label) as worker
from closure
cross join nobody
left join held on closure.person_id = held.person_id and closure.close_date = held.close_date
order by closure.person_id, closure.close_date
