/* rule
table: ssd_initial_cp_conference
severity: minor
says: No conference is held on a bank holiday.
why: The date is most likely wrong, and with it the working days to conference.
fix: Check the date of the conference.
columns: [icpc_icpc_date]
*/
select
    this.record_id,
    this.person_id,
    'icpc_icpc_date' as column_name,
    cast(this.icpc_icpc_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_initial_cp_conference as this
where exists (
    select 1
    from ref.bank_holidays as holiday
    where
        holiday.day = this.icpc_icpc_date
)
