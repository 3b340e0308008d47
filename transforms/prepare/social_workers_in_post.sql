/* prepare
says: >-
  the contracts under which social workers are in post at the end of each period: started by then and not left (a last working day on
  that day counts as left). One whose full-time equivalent is not recorded, or that has no start date and has not ended (G4), is listed
  and left out. Full-time equivalent is not capped.
grain: one contract at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
)

select
    snapshot.period_end,
    contract.spell_id,
    contract.worker_id,
    contract.is_agency,
    contract.fte,
    contract.start_date,
    contract.team,
    contract.service,
    contract.role,
    contract.covering_vacancy,
    coalesce(contract.excluded, case when contract.fte is null then 'no FTE' end) as excluded
from snapshot
inner join prepare.social_work_contracts as contract
    on coalesce(contract.start_date, date '-infinity') <= snapshot.period_end
    and coalesce(contract.leave_date, date 'infinity') > snapshot.period_end
order by snapshot.period_end, contract.spell_id, contract.worker_id
