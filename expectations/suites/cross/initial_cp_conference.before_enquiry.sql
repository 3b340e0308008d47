/* rule
table: ssd_initial_cp_conference
severity: major
says: A conference is held on or after the start of its enquiry.
why: The working days to conference are negative.
fix: Correct the date, or link the conference to its own enquiry.
columns: [icpc_icpc_date, icpc_s47_enquiry_id]
reads: [ssd_s47_enquiry.s47e_s47_enquiry_id, ssd_s47_enquiry.s47e_s47_start_date]
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
    from known.ssd_s47_enquiry as other
    where
        other.s47e_s47_enquiry_id = this.icpc_s47_enquiry_id
        and this.icpc_icpc_date < other.s47e_s47_start_date
)
