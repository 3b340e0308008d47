/* rule
table: ssd_cp_reviews
severity: major
says: A review is held after its plan started.
why: The initial conference is not a review; the plan looks reviewed before it was due.
fix: Correct the date of the review or the start of the plan.
columns: [cppr_cp_review_date, cppr_cp_plan_id]
reads: [ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_cp_plan_start_date]
*/
select
    this.record_id,
    this.person_id,
    'cppr_cp_review_date' as column_name,
    cast(this.cppr_cp_review_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_reviews as this
where exists (
    select 1
    from known.ssd_cp_plans as other
    where
        other.cppl_cp_plan_id = this.cppr_cp_plan_id
        and this.cppr_cp_review_date <= other.cppl_cp_plan_start_date
)
