/* rule
table: ssd_s47_enquiry
severity: minor
says: No child has two enquiries that have neither an end, an outcome of no further action nor a conference.
why: One enquiry recorded twice, or one that was never ended, raises the rate of enquiries.
fix: End the earlier enquiry on its true date, or join the two.
columns: [s47e_s47_end_date, s47e_s47_nfa, s47e_person_id, s47e_s47_enquiry_id]
reads: [ssd_initial_cp_conference.icpc_s47_enquiry_id, ssd_initial_cp_conference.icpc_person_id, ssd_initial_cp_conference.icpc_icpc_date]
*/
with held as (
    select
        icpc_s47_enquiry_id as enquiry_id,
        icpc_person_id as person_id,
        min(icpc_icpc_date) as held_on
    from known.ssd_initial_cp_conference
    group by all
),

open_enquiry as (
    select
        enquiry.s47e_s47_enquiry_id as enquiry_id,
        enquiry.s47e_person_id as person_id
    from known.ssd_s47_enquiry as enquiry
    left join held
        on held.enquiry_id = enquiry.s47e_s47_enquiry_id and held.person_id = enquiry.s47e_person_id
    where
        enquiry.s47e_s47_end_date is null
        and held.held_on is null
        and enquiry.s47e_s47_nfa is distinct from 'Y'
)

select
    this.record_id,
    this.person_id,
    's47e_s47_end_date' as column_name,
    cast(this.s47e_s47_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_s47_enquiry as this
where
    exists (
        select 1
        from open_enquiry as own
        where
            own.enquiry_id = this.s47e_s47_enquiry_id
            and own.person_id = this.s47e_person_id
    )
    and exists (
        select 1
        from open_enquiry as other
        where
            other.person_id = this.s47e_person_id
            and other.enquiry_id <> this.s47e_s47_enquiry_id
    )
