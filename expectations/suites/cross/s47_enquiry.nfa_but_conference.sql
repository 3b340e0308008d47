/* rule
table: ssd_s47_enquiry
severity: minor
says: An enquiry with no further action led to no conference.
why: It counts both as an enquiry that led nowhere and as one that led to a conference.
fix: Correct the outcome of the enquiry, or the link of the conference.
columns: [s47e_s47_nfa, s47e_s47_enquiry_id, s47e_person_id]
reads: [ssd_initial_cp_conference.icpc_s47_enquiry_id, ssd_initial_cp_conference.icpc_person_id]
*/
select
    this.record_id,
    this.person_id,
    's47e_s47_nfa' as column_name,
    cast(this.s47e_s47_nfa as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_s47_enquiry as this
where
    this.s47e_s47_nfa = 'Y'
    and exists (
        select 1
        from known.ssd_initial_cp_conference as other
        where
            other.icpc_s47_enquiry_id = this.s47e_s47_enquiry_id
            and other.icpc_person_id = this.s47e_person_id
    )
