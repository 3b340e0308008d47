/* prepare
says: >-
  each worker in post at the end of each period (a last working day on that day counts as left): full-time equivalent over all posts,
  never above 1.0 and blank when any post lacks it; team, service, role and contract (codes) of the main post, which is the one of the
  largest full-time equivalent, then the latest start, then the highest spell id; `is_newly_qualified` when any post says so. A repeat
  of a spell id is left out (G2).
grain: one worker at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

spell as (
    select *
    from sup.workforce
    where worker_id is not null
    qualify spell_id is null or row_number() over (partition by spell_id order by source_file, source_row) = 1
),

post as (
    select
        snapshot.period_end,
        spell.worker_id,
        spell.fte,
        spell.asye,
        {
            'team_id': spell.team_id,
            'service': spell.service,
            'role': spell.role,
            'employment_type': spell.employment_type
        } as job,
        (coalesce(spell.fte, 0), spell.start_date, spell.spell_id) as rank
    from snapshot
    inner join spell
        on spell.start_date <= snapshot.period_end
        and coalesce(spell.leave_date, date 'infinity') > snapshot.period_end
),

worker as (
    select
        period_end,
        worker_id,
        case when count(*) = count(fte) then least(sum(fte), 1) end as fte,
        coalesce(bool_or(asye = 'Y'), false) as is_newly_qualified,
        arg_max(job, rank) as job
    from post
    group by period_end, worker_id
)

select
    * exclude (job),
    job.team_id,
    job.service,
    job.role,
    job.employment_type
from worker
order by period_end, worker_id
