/* rule
table: ssd_cp_plans
severity: major
says: No child has two open protection plans at once.
why: The child is counted twice as on a plan, and the second plan looks like a repeat.
fix: End the earlier plan on its true date, or join the two.
columns: [cppl_cp_plan_end_date, cppl_person_id, cppl_cp_plan_id]
*/
select
    this.record_id,
    this.person_id,
    'cppl_cp_plan_end_date' as column_name,
    cast(this.cppl_cp_plan_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_plans as this
where
    this.cppl_cp_plan_end_date is null
    and exists (
        select 1
        from known.ssd_cp_plans as other
        where
            other.cppl_person_id = this.cppl_person_id
            and other.cppl_cp_plan_id <> this.cppl_cp_plan_id
            and other.cppl_cp_plan_end_date is null
    )
