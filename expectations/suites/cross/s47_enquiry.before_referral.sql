/* rule
table: ssd_s47_enquiry
severity: major
says: An enquiry starts on or after its referral.
why: The step cannot belong to this referral, so timeliness and what referrals lead to are wrong.
fix: Correct the date, or link the step to its own referral.
columns: [s47e_s47_start_date, s47e_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_referral_date]
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
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.s47e_referral_id
        and this.s47e_s47_start_date < other.cine_referral_date
)
