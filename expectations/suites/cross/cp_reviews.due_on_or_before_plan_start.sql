/* rule
table: ssd_cp_reviews
severity: minor
says: A review is due after its plan starts.
why: The due date is wrong, and with it whether the review was on time.
fix: Correct the day the review is due.
columns: [cppr_cp_review_due, cppr_cp_plan_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_cp_plan_start_date]
*/
select
    this.record_id,
    this.person_id,
    'cppr_cp_review_due' as column_name,
    cast(this.cppr_cp_review_due as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_reviews as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cppr_cp_plan_id
        and this.cppr_cp_review_due <= other.cppl_cp_plan_start_date
)
