/* rule
table: ssd_cp_reviews
severity: minor
says: One plan has one review in a day.
why: The same review recorded twice makes reviews look more frequent.
fix: Remove the repeat, or correct its date.
columns: [cppr_cp_review_date, cppr_cp_plan_id, cppr_cp_review_id]
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
    from known.ssd_cp_reviews as other
    where
        other.cppr_cp_plan_id = this.cppr_cp_plan_id
        and other.cppr_cp_review_date = this.cppr_cp_review_date
        and other.cppr_cp_review_id <> this.cppr_cp_review_id
)
