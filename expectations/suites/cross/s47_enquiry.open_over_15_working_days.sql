/* rule
table: ssd_s47_enquiry
severity: minor
says: An enquiry open for over 15 working days has led to a conference or to no further action.
why: A conference is due within 15 working days, so this one is late or was not recorded.
fix: Hold the conference, or record it or the end of the enquiry.
columns: [s47e_s47_end_date, s47e_s47_start_date, s47e_s47_nfa, s47e_s47_enquiry_id, s47e_person_id]
reads: [ssd_initial_cp_conference.icpc_s47_enquiry_id, ssd_initial_cp_conference.icpc_person_id, ssd_initial_cp_conference.icpc_icpc_date]
*/
select
    this.record_id,
    this.person_id,
    's47e_s47_end_date' as column_name,
    cast(this.s47e_s47_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_s47_enquiry as this
where
    this.s47e_s47_end_date is null
    and this.s47e_s47_nfa is distinct from 'Y'
    and wd(this.s47e_s47_start_date, getvariable('extracted_on')) > 15
    -- After 90 days s47_enquiry.open_over_90_days tells of it.
    and this.s47e_s47_start_date >= getvariable('extracted_on') - 90
    and not exists (
        select 1
        from known.ssd_initial_cp_conference as held
        where
            held.icpc_s47_enquiry_id = this.s47e_s47_enquiry_id
            and held.icpc_person_id = this.s47e_person_id
            and held.icpc_icpc_date is not null
    )
