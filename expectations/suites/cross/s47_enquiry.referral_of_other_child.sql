/* rule
table: ssd_s47_enquiry
severity: major
says: An enquiry and its referral are about the same child.
why: Another child's referral is given this child's outcome.
fix: Link the record to this child's own referral.
columns: [s47e_referral_id, s47e_person_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_person_id]
*/
select
    this.record_id,
    this.person_id,
    's47e_referral_id' as column_name,
    cast(this.s47e_referral_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_s47_enquiry as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.s47e_referral_id
        and other.cine_person_id <> this.s47e_person_id
)
