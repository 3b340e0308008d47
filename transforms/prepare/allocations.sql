/* prepare
says: who held a child's case, and for which team, day by day (G11). The allocated worker is the open involvement with a case worker's
  role (setting case_worker_role); of several, the latest start, then the highest id. The engine labels records by it. Read with
  `allocated_from <= day and (allocated_to > day or allocated_to is null)`; no row means nobody was allocated.
grain: one stretch of days in which one worker held one child's case; `allocated_to` is the first day it no longer holds
*/
with involvement as (
    select
        invo_involvements_id as involvement_id,
        invo_person_id as person_id,
        invo_professional_id as worker_id,
        invo_professional_team as team_id,
        invo_involvement_start_date as start_date,
        invo_involvement_end_date as end_date
    from ssd.involvements
    where invo_professional_role_id in (select value from ref.setting where name = 'case_worker_role')
),

turning_point as (
    select person_id, start_date as day from involvement where start_date is not null
    union
    select person_id, end_date as day from involvement where end_date is not null
),

stretch as (
    select
        person_id,
        day as allocated_from,
        lead(day) over (partition by person_id order by day) as allocated_to
    from turning_point
),

holder as (
    select
        stretch.person_id,
        stretch.allocated_from,
        stretch.allocated_to,
        arg_max(
            {'worker_id': involvement.worker_id, 'team_id': involvement.team_id},
            (involvement.start_date, involvement.involvement_id, involvement.worker_id, involvement.team_id)
        ) as held
    from stretch
    inner join involvement
        on stretch.person_id = involvement.person_id
        and involvement.start_date <= stretch.allocated_from
        and (involvement.end_date > stretch.allocated_from or involvement.end_date is null)
    group by stretch.person_id, stretch.allocated_from, stretch.allocated_to
)

select
    holder.person_id,
    holder.allocated_from,
    holder.allocated_to,
    holder.held.worker_id as worker,
    coalesce(teams.team, holder.held.team_id) as team
from holder
left join prepare.teams on holder.held.team_id = teams.team_id
order by holder.person_id, holder.allocated_from
