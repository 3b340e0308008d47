/* rule
table: ssd_cp_visits
severity: major
says: A visit falls between the start and the end of its plan.
why: The visit counts towards a plan that was not open.
fix: Correct the date of the visit, or the plan it belongs to.
columns: [cppv_cp_visit_date, cppv_cp_plan_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_cp_plan_start_date, ssd_cp_plans.cppl_cp_plan_end_date]
*/
select
    this.record_id,
    this.person_id,
    'cppv_cp_visit_date' as column_name,
    cast(this.cppv_cp_visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_visits as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cppv_cp_plan_id
        and (this.cppv_cp_visit_date < other.cppl_cp_plan_start_date or this.cppv_cp_visit_date > other.cppl_cp_plan_end_date)
)
