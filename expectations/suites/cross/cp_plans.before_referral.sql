/* rule
table: ssd_cp_plans
severity: major
says: A protection plan starts on or after its referral.
why: The step cannot belong to this referral, so timeliness and what referrals lead to are wrong.
fix: Correct the date, or link the step to its own referral.
columns: [cppl_cp_plan_start_date, cppl_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_referral_date]
*/
select
    this.record_id,
    this.person_id,
    'cppl_cp_plan_start_date' as column_name,
    cast(this.cppl_cp_plan_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_plans as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.cppl_referral_id
        and this.cppl_cp_plan_start_date < other.cine_referral_date
)
