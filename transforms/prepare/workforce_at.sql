/* prepare
says: >-
  each worker in post at the end of each period (a last working day on that day counts as left): full-time equivalent over all posts,
  never above 1.0 and blank when any post lacks it; team, service, role and contract (codes) of the latest start, then the highest spell id
grain: one worker at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

post as (
    select
        snapshot.period_end,
        workforce.worker_id,
        workforce.fte,
        workforce.start_date,
        workforce.spell_id,
        workforce.team_id,
        workforce.service,
        workforce.role,
        workforce.employment_type
    from snapshot
    inner join sup.workforce
        on workforce.start_date <= snapshot.period_end
        and coalesce(workforce.leave_date > snapshot.period_end, true)
)

select
    period_end,
    worker_id,
    case when count(*) = count(fte) then least(sum(fte), 1) end as fte,
    arg_max(team_id, (start_date, spell_id)) as team_id,
    arg_max(service, (start_date, spell_id)) as service,
    arg_max(role, (start_date, spell_id)) as role,
    arg_max(employment_type, (start_date, spell_id)) as employment_type
from post
group by period_end, worker_id
order by period_end, worker_id
