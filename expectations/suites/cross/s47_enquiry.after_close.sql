/* rule
table: ssd_s47_enquiry
severity: minor
says: An enquiry starts on or before the day its referral's case closes.
why: Work went on after the case was closed, or the enquiry belongs to a later referral.
fix: Correct the dates, or link the enquiry to its own referral.
columns: [s47e_s47_start_date, s47e_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_close_date]
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
        and this.s47e_s47_start_date > other.cine_close_date
)
