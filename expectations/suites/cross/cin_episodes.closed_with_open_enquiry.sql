/* rule
table: ssd_cin_episodes
severity: minor
says: A closed case has no enquiry without an end, an outcome of no further action or a conference.
why: The enquiry counts as going on for ever, and the CIN census refuses the record.
fix: End the enquiry on its true date, or record its conference.
columns: [cine_close_date, cine_referral_id]
reads: [ssd_s47_enquiry.s47e_referral_id, ssd_s47_enquiry.s47e_s47_enquiry_id, ssd_s47_enquiry.s47e_person_id, ssd_s47_enquiry.s47e_s47_end_date, ssd_s47_enquiry.s47e_s47_nfa, ssd_initial_cp_conference.icpc_s47_enquiry_id, ssd_initial_cp_conference.icpc_person_id, ssd_initial_cp_conference.icpc_icpc_date]
*/
select
    this.record_id,
    this.person_id,
    'cine_close_date' as column_name,
    cast(this.cine_close_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_date is not null
    and exists (
        select 1
        from known.ssd_s47_enquiry as other
        where
            other.s47e_referral_id = this.cine_referral_id
            and other.s47e_s47_end_date is null
            and other.s47e_s47_nfa is distinct from 'Y'
            and not exists (
                select 1
                from known.ssd_initial_cp_conference as held
                where
                    held.icpc_s47_enquiry_id = other.s47e_s47_enquiry_id
                    and held.icpc_person_id = other.s47e_person_id
                    and held.icpc_icpc_date is not null
            )
    )
