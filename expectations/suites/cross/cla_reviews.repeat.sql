/* rule
table: ssd_cla_reviews
severity: minor
says: A child has one review on a day.
why: The same review is counted twice.
fix: Remove the copy, or correct the date.
columns: [clar_cla_review_date, clar_cla_person_id, clar_cla_review_id]
*/
select
    this.record_id,
    this.person_id,
    'clar_cla_review_date' as column_name,
    cast(this.clar_cla_review_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_reviews as this
where
    exists (
        select 1
        from known.ssd_cla_reviews as other
        where
            other.clar_cla_person_id = this.clar_cla_person_id
            and other.clar_cla_review_date = this.clar_cla_review_date
            and other.clar_cla_review_id <> this.clar_cla_review_id
    )
