/* prepare
says: who held a child's case, and for which team, on the day before it closed (G11); blank when nobody did
grain: one child and date on which a case of the child closed
*/
with closure as (
    select distinct
        cine_person_id as person_id,
        cine_close_date as close_date,
        cine_close_date - 1 as day_before
    from ssd.cin_episodes
    where cine_person_id is not null and cine_close_date is not null
)

select
    closure.person_id,
    closure.close_date,
    case when coalesce(allocations.allocated_to > closure.day_before, true) then allocations.team end as team,
    case when coalesce(allocations.allocated_to > closure.day_before, true) then allocations.worker end as worker
from closure
asof left join prepare.allocations as allocations
    on closure.person_id = allocations.person_id and closure.day_before >= allocations.allocated_from
order by closure.person_id, closure.close_date
