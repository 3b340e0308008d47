/* prepare
says: who held a child's case, and for which team, on the day before it closed (G11); no row means nobody did
grain: one child and date on which a case of the child closed while somebody held it
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
    allocations.team,
    allocations.worker
from closure
inner join prepare.allocations on closure.person_id = allocations.person_id
where allocations.allocated_from <= closure.day_before
    and (allocations.allocated_to > closure.day_before or allocations.allocated_to is null)
order by closure.person_id, closure.close_date
