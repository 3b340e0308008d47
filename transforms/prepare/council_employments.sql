/* prepare
says: >-
  the contracts of social workers employed by the council, with the first and the last day of the employment each belongs to: contracts
  of one worker that overlap, or follow each other with no working day between, are one employment, so a new contract or a second post
  is neither a start nor a leave. `employed_to` is empty while any of them is open.
grain: one contract of one worker
*/
with contract as (
    select
        *,
        max(coalesce(leave_date, date '9999-12-31')) over (
            partition by worker_id
            order by start_date, spell_id
            rows between unbounded preceding and 1 preceding
        ) as latest_leave
    from prepare.social_work_contracts
    where not is_agency and excluded is null
),

numbered as (
    select
        *,
        sum(case when latest_leave >= start_date or wd(latest_leave, start_date) <= 1 then 0 else 1 end) over (
            partition by worker_id
            order by start_date, spell_id
        ) as employment_no
    from contract
)

select
    * exclude (latest_leave),
    min(start_date) over (partition by worker_id, employment_no) as employed_from,
    case
        when count(*) over (partition by worker_id, employment_no) = count(leave_date) over (partition by worker_id, employment_no)
            then max(leave_date) over (partition by worker_id, employment_no)
    end as employed_to
from numbered
order by worker_id, start_date, spell_id
