/* rule
table: sup_core_groups
severity: minor
says: A core group meets between the start and the end of its plan.
why: The meeting counts towards a plan that was not open.
fix: Correct the date, or the plan it belongs to.
columns: [core_group_date, cp_plan_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_cp_plan_start_date, ssd_cp_plans.cppl_cp_plan_end_date]
*/
select
    this.record_id,
    this.person_id,
    'core_group_date' as column_name,
    cast(this.core_group_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_core_groups as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cp_plan_id
        and (this.core_group_date < other.cppl_cp_plan_start_date or this.core_group_date > other.cppl_cp_plan_end_date)
)
