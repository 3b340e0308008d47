/* rule
table: ssd_initial_cp_conference
severity: minor
says: A conference is held on or before the day its referral's case closes.
why: Work went on after the case was closed, or the conference belongs to a later referral.
fix: Correct the dates, or link the conference to its own referral.
columns: [icpc_icpc_date, icpc_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_close_date]
*/
select
    this.record_id,
    this.person_id,
    'icpc_icpc_date' as column_name,
    cast(this.icpc_icpc_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_initial_cp_conference as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.icpc_referral_id
        and this.icpc_icpc_date > other.cine_close_date
)
