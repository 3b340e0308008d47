/* rule
table: ssd_cin_plans
severity: minor
says: A plan starts and ends on or before the day its referral's case closes.
why: Work went on after the case was closed, or the plan belongs to a later referral.
fix: Correct the dates, or link the plan to its own referral.
columns: [cinp_cin_plan_end_date, cinp_cin_plan_start_date, cinp_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_close_date]
*/
select
    this.record_id,
    this.person_id,
    'cinp_cin_plan_end_date' as column_name,
    cast(this.cinp_cin_plan_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_plans as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.cinp_referral_id
        and greatest(this.cinp_cin_plan_start_date, this.cinp_cin_plan_end_date) > other.cine_close_date
)
