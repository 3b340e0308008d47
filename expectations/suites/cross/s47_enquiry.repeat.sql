/* rule
table: ssd_s47_enquiry
severity: minor
says: One child has one enquiry starting in a day.
why: The same enquiry recorded twice; measures count it once and keep the lowest id.
fix: Join the two enquiries.
columns: [s47e_s47_start_date, s47e_person_id, s47e_s47_enquiry_id]
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
        and other.s47e_s47_start_date = this.s47e_s47_start_date
        and other.s47e_s47_enquiry_id <> this.s47e_s47_enquiry_id
)
