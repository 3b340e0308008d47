/* rule
table: sup_plo_reviews
severity: minor
says: A review falls between the decision to enter pre-proceedings and their end.
why: The review counts for a child who was not in pre-proceedings.
fix: Correct the date, or the dates of the pre-proceedings.
columns: [review_date, person_id]
reads: [ssd_pre_proceedings.prep_person_id, ssd_pre_proceedings.prep_pre_pro_decision_date, ssd_pre_proceedings.prep_agree_stepdown_issue_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'review_date' as column_name,
    cast(this.review_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_plo_reviews as this
where
    exists (select 1 from known.ssd_pre_proceedings as held where held.prep_person_id = this.person_id)
    and not exists (
        select 1
        from known.ssd_pre_proceedings as other
        where
            other.prep_person_id = this.person_id
            and other.prep_pre_pro_decision_date <= this.review_date
            and coalesce(other.prep_agree_stepdown_issue_date, date '9999-12-31') >= this.review_date
    )
