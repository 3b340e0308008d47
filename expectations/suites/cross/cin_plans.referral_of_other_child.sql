/* rule
table: ssd_cin_plans
severity: major
says: A plan and its referral are about the same child.
why: Another child's referral is given this child's outcome.
fix: Link the record to this child's own referral.
columns: [cinp_referral_id, cinp_person_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_person_id]
*/
select
    this.record_id,
    this.person_id,
    'cinp_referral_id' as column_name,
    cast(this.cinp_referral_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_plans as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.cinp_referral_id
        and other.cine_person_id <> this.cinp_person_id
)
