/* rule
table: ssd_initial_cp_conference
severity: minor
says: One child has one conference in a day.
why: The same conference recorded twice is counted twice.
fix: Remove the repeat, or correct its date.
columns: [icpc_icpc_date, icpc_person_id, icpc_icpc_id]
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
    from known.ssd_initial_cp_conference as other
    where
        other.icpc_person_id = this.icpc_person_id
        and other.icpc_icpc_date = this.icpc_icpc_date
        and other.icpc_icpc_id <> this.icpc_icpc_id
)
