/* rule
table: ssd_initial_cp_conference
severity: major
says: A conference is held on or after its referral.
why: The step cannot belong to this referral, so timeliness and what referrals lead to are wrong.
fix: Correct the date, or link the step to its own referral.
columns: [icpc_icpc_date, icpc_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_referral_date]
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
        and this.icpc_icpc_date < other.cine_referral_date
)
