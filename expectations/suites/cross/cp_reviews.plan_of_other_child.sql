/* rule
table: ssd_cp_reviews
severity: major
says: A review and its plan are about the same child.
why: Another child counts as reviewed.
fix: Link the review to this child's own plan.
columns: [cppr_cp_plan_id, cppr_person_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_person_id]
*/
select
    this.record_id,
    this.person_id,
    'cppr_cp_plan_id' as column_name,
    cast(this.cppr_cp_plan_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_reviews as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cppr_cp_plan_id
        and other.cppl_person_id <> this.cppr_person_id
)
