/* rule
table: ssd_involvements
severity: major
says: An involvement belongs to a referral of the same child.
why: The referral counts as having another child's worker.
fix: Correct the referral or the child.
columns: [invo_referral_id, invo_person_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_person_id]
*/
select
    this.record_id,
    this.person_id,
    'invo_referral_id' as column_name,
    cast(this.invo_referral_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_involvements as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.invo_referral_id
        and other.cine_person_id <> this.invo_person_id
)
