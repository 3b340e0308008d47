/* rule
table: ssd_initial_cp_conference
severity: major
says: A conference that names no referral is held on or after the referral of its enquiry.
why: The step cannot belong to this referral, so timeliness and what referrals lead to are wrong.
fix: Correct the date, or link the conference to its own enquiry.
columns: [icpc_icpc_date, icpc_referral_id, icpc_s47_enquiry_id, icpc_person_id]
reads: [ssd_s47_enquiry.s47e_s47_enquiry_id, ssd_s47_enquiry.s47e_person_id, ssd_s47_enquiry.s47e_referral_id, ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_referral_date]
*/
select
    this.record_id,
    this.person_id,
    'icpc_icpc_date' as column_name,
    cast(this.icpc_icpc_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_initial_cp_conference as this
where
    this.icpc_referral_id is null
    and exists (
        select 1
        from known.ssd_s47_enquiry as enquiry
        inner join known.ssd_cin_episodes as other on other.cine_referral_id = enquiry.s47e_referral_id
        where
            enquiry.s47e_s47_enquiry_id = this.icpc_s47_enquiry_id
            and enquiry.s47e_person_id = this.icpc_person_id
            and this.icpc_icpc_date < other.cine_referral_date
    )
