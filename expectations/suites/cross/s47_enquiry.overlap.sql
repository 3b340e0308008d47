/* rule
table: ssd_s47_enquiry
severity: minor
says: No two enquiries of one child overlap. One may begin on the day another ends.
why: One enquiry recorded twice raises the rate of enquiries.
fix: Join the two, or end the earlier one on its true date.
columns: [s47e_s47_start_date, s47e_s47_end_date, s47e_s47_nfa, s47e_person_id, s47e_s47_enquiry_id]
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

-- When no end is written, an enquiry ends with its conference, or at once where nothing further was to be done.
spell as (
    select
        enquiry.s47e_s47_enquiry_id as enquiry_id,
        enquiry.s47e_person_id as person_id,
        enquiry.s47e_s47_start_date as started_on,
        coalesce(
            enquiry.s47e_s47_end_date,
            held.held_on,
            case when enquiry.s47e_s47_nfa = 'Y' then enquiry.s47e_s47_start_date end
        ) as ended_on
    from known.ssd_s47_enquiry as enquiry
    left join held
        on held.enquiry_id = enquiry.s47e_s47_enquiry_id and held.person_id = enquiry.s47e_person_id
)

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
    from spell as own
    inner join spell as other on other.person_id = own.person_id
    where
        own.enquiry_id = this.s47e_s47_enquiry_id
        and own.person_id = this.s47e_person_id
        and other.enquiry_id <> own.enquiry_id
        and other.started_on < coalesce(own.ended_on, date '9999-12-31')
        and own.started_on < coalesce(other.ended_on, date '9999-12-31')
        and not (own.ended_on is null and other.ended_on is null)
)
