/* rule
table: ssd_cp_reviews
severity: minor
says: No review of a protection plan falls within a plan for a child in need, but for the review that ended the protection plan.
why: The child was on one kind of plan or the other, so one of the dates is wrong.
fix: Correct the date of the review, or of the plan for a child in need.
columns: [cppr_cp_review_date, cppr_person_id, cppr_cp_plan_id]
reads: [ssd_cin_plans.cinp_person_id, ssd_cin_plans.cinp_cin_plan_start_date, ssd_cin_plans.cinp_cin_plan_end_date, ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_cp_plan_end_date]
*/
select
    this.record_id,
    this.person_id,
    'cppr_cp_review_date' as column_name,
    cast(this.cppr_cp_review_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_reviews as this
where
    exists (
        select 1
        from known.ssd_cin_plans as other
        where
            other.cinp_person_id = this.cppr_person_id
            and this.cppr_cp_review_date >= other.cinp_cin_plan_start_date
            and this.cppr_cp_review_date <= coalesce(other.cinp_cin_plan_end_date, date '9999-12-31')
    )
    and not exists (
        select 1
        from known.ssd_cp_plans as reviewed
        where
            reviewed.cppl_cp_plan_id = this.cppr_cp_plan_id
            and reviewed.cppl_cp_plan_end_date = this.cppr_cp_review_date
    )
