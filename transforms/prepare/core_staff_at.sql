/* prepare
says: >-
  the staff who should have had the core training at the end of each period: social workers who hold a case, team managers and early
  help workers in post, with the team and role of the main post (largest full-time equivalent, then latest start, then highest spell
  id). Left out and listed: who has been in post for less than six months, and who may have been in post but has no start date (G4).
grain: one worker at one period's end
*/
with post as (
    select
        snapshot.period_end,
        spell.worker_id,
        spell.start_date,
        spell.role,
        {'team': coalesce(spell.team_id, 'Not known'), 'role': job.label} as main,
        (spell.start_date is not null, coalesce(spell.fte, 0), spell.start_date, spell.spell_id) as rank
    from (select distinct period_end from periods) as snapshot
    inner join sup.workforce as spell
        on coalesce(spell.start_date, date '-infinity') <= snapshot.period_end
        and coalesce(spell.leave_date, date 'infinity') > snapshot.period_end
    left join prepare.labels as job on spell.role = job.code and job.code_set = 'staff_role'
    where spell.worker_id is not null
),

worker as (
    select
        period_end,
        worker_id,
        min(start_date) as in_post_since,
        bool_or(role in ('TEAM_MANAGER', 'EARLY_HELP_WORKER')) as is_manager_or_early_help,
        arg_max(main, rank) as main
    from post
    group by period_end, worker_id
)

select
    period_end,
    worker_id,
    main.team as team,
    main.role as role,
    case
        when in_post_since is null then 'G4'
        when addm(in_post_since, 6) > period_end then 'under six months in post'
    end as excluded
from worker
where is_manager_or_early_help
    or exists (
        select 1
        from prepare.cases_held
        where cases_held.worker_id = worker.worker_id
            and cases_held.period_end = worker.period_end
            and cases_held.excluded is null
    )
order by period_end, worker_id
