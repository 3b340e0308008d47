/* rule
table: ssd_s47_enquiry
severity: minor
says: No two enquiries of one child overlap. One may begin on the day another ends.
why: One enquiry recorded twice raises the rate of enquiries.
fix: Join the two, or end the earlier one on its true date.
columns: [s47e_s47_start_date, s47e_s47_end_date, s47e_person_id, s47e_s47_enquiry_id]
*/
select
    this.record_id,
    this.person_id,
    's47e_s47_start_date' as column_name,
    cast(this.s47e_s47_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_s47_enquiry as this
where exists (
    select 1
    from known.ssd_s47_enquiry as other
    where
        other.s47e_person_id = this.s47e_person_id
        and other.s47e_s47_enquiry_id <> this.s47e_s47_enquiry_id
        and other.s47e_s47_start_date < coalesce(this.s47e_s47_end_date, date '9999-12-31')
        and this.s47e_s47_start_date < coalesce(other.s47e_s47_end_date, date '9999-12-31')
)
