/* prepare
says: >-
  the contracts of social workers, who are those with a Social Work England number, with words for their codes, and the rule that takes
  one out: a repeat of a spell id (G2), no worker (missing link), no kind of contract, no start date (G4). Permanent and fixed-term
  employees are employed by the council, the rest are agency staff.
grain: one contract of one worker
*/
select
    contract.spell_id,
    contract.worker_id,
    contract.employment_type = 'AGENCY' as is_agency,
    contract.fte,
    contract.start_date,
    contract.leave_date,
    coalesce(contract.team_id, 'Not known') as team,
    service.label as service,
    job.label as role,
    reason.label as leave_reason,
    origin.label as start_origin,
    contract.asye,
    contract.covering_vacancy,
    case
        when contract.spell_id is not null and row_number() over (
            partition by contract.spell_id order by contract.source_file, contract.source_row
        ) > 1 then 'G2'
        when contract.worker_id is null then 'missing link'
        when contract.employment_type is null then 'no kind of contract'
        when contract.start_date is null then 'G4'
    end as excluded
from sup.workforce as contract
left join prepare.labels as service on contract.service = service.code and service.code_set = 'service_area'
left join prepare.labels as job on contract.role = job.code and job.code_set = 'staff_role'
left join prepare.labels as reason on contract.leave_reason = reason.code and reason.code_set = 'csww_reason_leaving'
left join prepare.labels as origin on contract.start_origin = origin.code and origin.code_set = 'csww_start_origin'
where nullif(trim(contract.swe_number), '') is not null
order by contract.spell_id, contract.worker_id, contract.source_file, contract.source_row
