/* rule
table: ssd_cin_plans
severity: major
says: No child has an open plan for a child in need and an open protection plan at once.
why: The child counts under both kinds of plan.
fix: End the plan for a child in need on the day the protection plan began.
columns: [cinp_cin_plan_end_date, cinp_person_id]
reads: [ssd_cp_plans.cppl_person_id, ssd_cp_plans.cppl_cp_plan_end_date]
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
        from known.ssd_cp_plans as other
        where
            other.cppl_person_id = this.cinp_person_id
            and other.cppl_cp_plan_end_date is null
    )
