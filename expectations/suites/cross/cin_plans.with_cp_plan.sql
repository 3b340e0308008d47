/* rule
table: ssd_cin_plans
severity: minor
says: A child has no plan for a child in need while on a protection plan. One may begin on the day the other ends.
why: The child counts under both kinds of plan.
fix: End the one plan on the day the other began.
columns: [cinp_cin_plan_start_date, cinp_cin_plan_end_date, cinp_person_id]
reads: [ssd_cp_plans.cppl_person_id, ssd_cp_plans.cppl_cp_plan_start_date, ssd_cp_plans.cppl_cp_plan_end_date]
*/
select
    this.record_id,
    this.person_id,
    'cinp_cin_plan_start_date' as column_name,
    cast(this.cinp_cin_plan_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_plans as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_person_id = this.cinp_person_id
        and other.cppl_cp_plan_start_date < coalesce(this.cinp_cin_plan_end_date, date '9999-12-31')
        and this.cinp_cin_plan_start_date < coalesce(other.cppl_cp_plan_end_date, date '9999-12-31')
        -- Two that are both open are told of by cin_plans.open_with_cp_plan.
        and not (this.cinp_cin_plan_end_date is null and other.cppl_cp_plan_end_date is null)
)
