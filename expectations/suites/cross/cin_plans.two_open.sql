/* rule
table: ssd_cin_plans
severity: major
says: No child has two open plans for a child in need at once.
why: The child is counted twice as having a plan.
fix: End the earlier plan on its true date, or join the two.
columns: [cinp_cin_plan_end_date, cinp_person_id, cinp_cin_plan_id]
*/
select
    this.record_id,
    this.person_id,
    'cinp_cin_plan_end_date' as column_name,
    cast(this.cinp_cin_plan_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_plans as this
where
    this.cinp_cin_plan_end_date is null
    and exists (
        select 1
        from known.ssd_cin_plans as other
        where
            other.cinp_person_id = this.cinp_person_id
            and other.cinp_cin_plan_id <> this.cinp_cin_plan_id
            and other.cinp_cin_plan_end_date is null
    )
