/* rule
table: ssd_cp_plans
severity: minor
says: A protection plan starts and ends on or before the day its referral's case closes.
why: Work went on after the case was closed, or the plan belongs to a later referral.
fix: Correct the dates, or link the plan to its own referral.
columns: [cppl_cp_plan_end_date, cppl_cp_plan_start_date, cppl_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_close_date]
*/
select
    this.record_id,
    this.person_id,
    'cppl_cp_plan_end_date' as column_name,
    cast(this.cppl_cp_plan_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_plans as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.cppl_referral_id
        and greatest(this.cppl_cp_plan_start_date, this.cppl_cp_plan_end_date) > other.cine_close_date
)
