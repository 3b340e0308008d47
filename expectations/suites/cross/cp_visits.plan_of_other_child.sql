/* rule
table: ssd_cp_visits
severity: major
says: A visit and its plan are about the same child.
why: Another child counts as visited.
fix: Link the visit to this child's own plan.
columns: [cppv_cp_plan_id, cppv_person_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_person_id]
*/
select
    this.record_id,
    this.person_id,
    'cppv_cp_plan_id' as column_name,
    cast(this.cppv_cp_plan_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_visits as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cppv_cp_plan_id
        and other.cppl_person_id <> this.cppv_person_id
)
