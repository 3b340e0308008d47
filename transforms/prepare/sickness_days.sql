/* prepare
says: >-
  the days that social workers employed by the council lost to sickness, with the team of the contract that holds the day (its last
  working day included; of several the latest start, then the highest spell id) and whether the day is part of an unbroken run of 20
  working days. A day of a social worker without a contract then is listed, one of an agency contract or of other staff is not.
grain: one worker's absence on one day
*/
with worker as (
    select worker_id, bool_or(nullif(trim(swe_number), '') is not null) as is_social_worker
    from sup.workforce
    where worker_id is not null
    group by worker_id
),

absence as (
    select
        sickness.*,
        worker.is_social_worker,
        wd(date '1999-12-31', sickness.absence_date) as day_no,
        row_number() over (
            partition by sickness.worker_id, sickness.absence_date order by sickness.source_file, sickness.source_row
        ) as repeat_no
    from sup.absence as sickness
    left join worker on sickness.worker_id = worker.worker_id
    where coalesce(sickness.reason_group, 'SIC') = 'SIC' and coalesce(worker.is_social_worker, true)
),

run as (
    select *, day_no - dense_rank() over (partition by worker_id order by day_no) as run_no
    from absence
)

select
    concat_ws('|', run.worker_id, run.absence_date) as record_id,
    run.absence_date,
    run.fte_days_lost as days_lost,
    contract.team,
    count(distinct run.day_no) over (partition by run.worker_id, run.run_no) >= 20 as is_long_term,
    case
        when run.repeat_no > 1 then 'G2'
        when run.is_social_worker is null then 'missing link'
        when run.absence_date is null then 'G4'
        when contract.worker_id is null then 'no contract then'
        when run.reason_group is null then 'no reason'
        when run.fte_days_lost is null then 'no days lost'
    end as excluded
from run
left join prepare.social_work_contracts as contract
    on run.worker_id = contract.worker_id
    and contract.excluded is null
    and contract.start_date <= run.absence_date
    and coalesce(contract.leave_date, date 'infinity') >= run.absence_date
where contract.is_agency is not true
qualify row_number() over (
    partition by run.worker_id, run.absence_date, run.repeat_no order by contract.start_date desc, contract.spell_id desc
) = 1
order by record_id, run.repeat_no
