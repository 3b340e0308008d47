/* rule
table: ssd_cla_reviews
severity: minor
says: A looked-after review is about a child who was looked after otherwise than on short breaks (V3, V4).
why: The review is counted, though the child is left out of those to review.
fix: Correct the legal status, or move the review to the short-break record.
columns: [clar_cla_review_date, clar_cla_person_id]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status]
whole_history: true
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
    this.clar_cla_review_date is not null
    and exists (
        select 1
        from known.ssd_legal_status as status
        where status.lega_person_id = this.clar_cla_person_id and status.lega_legal_status in ('V3', 'V4')
    )
    and not exists (
        select 1
        from known.ssd_legal_status as status
        where status.lega_person_id = this.clar_cla_person_id and status.lega_legal_status not in ('V3', 'V4')
    )
