/* rule
table: ssd_initial_cp_conference
severity: major
says: A conference and its enquiry are about the same child.
why: Another child's enquiry is given this child's conference.
fix: Link the conference to this child's own enquiry.
columns: [icpc_s47_enquiry_id, icpc_person_id]
reads: [ssd_s47_enquiry.s47e_s47_enquiry_id, ssd_s47_enquiry.s47e_person_id]
*/
select
    this.record_id,
    this.person_id,
    'icpc_s47_enquiry_id' as column_name,
    cast(this.icpc_s47_enquiry_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_initial_cp_conference as this
where
    exists (
        select 1
        from known.ssd_s47_enquiry as other
        where other.s47e_s47_enquiry_id = this.icpc_s47_enquiry_id and other.s47e_person_id <> this.icpc_person_id
    )
    -- An enquiry may be about brothers and sisters: it is wrong only if none of its rows is about this child.
    and not exists (
        select 1
        from known.ssd_s47_enquiry as own
        where own.s47e_s47_enquiry_id = this.icpc_s47_enquiry_id and own.s47e_person_id = this.icpc_person_id
    )
