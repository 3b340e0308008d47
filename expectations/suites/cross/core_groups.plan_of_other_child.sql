/* rule
table: sup_core_groups
severity: major
says: A core group belongs to a plan of the same child.
why: The meeting counts for another child's plan.
fix: Correct the plan or the child.
columns: [person_id, cp_plan_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_person_id]
*/
select
    this.record_id,
    this.person_id,
    'person_id' as column_name,
    cast(this.person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_core_groups as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cp_plan_id
        and other.cppl_person_id <> this.person_id
)
