/* prepare
says: >-
  the contracts of the council's social workers that ended in the 12 months to the end of each period and were the end of the
  employment. Of several leaves of one worker the last counts; a contract without its full-time equivalent, or without a start date
  (G4), is listed and left out.
grain: one contract at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

left_out as (
    select *
    from prepare.social_work_contracts
    where is_agency is not true and excluded is not null
)

select
    snapshot.period_end,
    contract.spell_id,
    contract.fte,
    contract.start_date,
    contract.leave_date,
    contract.team,
    contract.role,
    contract.leave_reason,
    case
        when contract.leave_date < max(contract.leave_date) over (partition by snapshot.period_end, contract.worker_id)
            then 'left again later'
        when contract.fte is null then 'no FTE'
    end as excluded
from snapshot
inner join prepare.council_employments as contract
    on contract.leave_date >= addm(snapshot.period_end + 1, -12)
    and contract.leave_date <= snapshot.period_end
    and contract.leave_date = contract.employed_to
union all
select
    snapshot.period_end,
    contract.spell_id,
    contract.fte,
    contract.start_date,
    contract.leave_date,
    contract.team,
    contract.role,
    contract.leave_reason,
    contract.excluded
from snapshot
inner join left_out as contract
    on contract.leave_date >= addm(snapshot.period_end + 1, -12)
    and contract.leave_date <= snapshot.period_end
order by period_end, spell_id
