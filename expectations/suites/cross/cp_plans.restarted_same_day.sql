/* rule
table: ssd_cp_plans
severity: minor
says: No protection plan of a child starts on the day another of the child's plans ends.
why: They are most likely one plan, and the second looks like a repeat plan.
fix: Join the two plans, or correct the date of one.
columns: [cppl_cp_plan_start_date, cppl_cp_plan_end_date, cppl_person_id, cppl_cp_plan_id]
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
    from known.ssd_cp_plans as other
    where
        other.cppl_person_id = this.cppl_person_id
        and other.cppl_cp_plan_id <> this.cppl_cp_plan_id
        and (
            other.cppl_cp_plan_end_date = this.cppl_cp_plan_start_date
            or this.cppl_cp_plan_end_date = other.cppl_cp_plan_start_date
        )
)
