/* rule
table: ssd_pre_proceedings
severity: major
says: No child is in pre-proceedings twice at once. One may begin on the day another ends.
why: The child is counted twice.
fix: End the earlier one with its outcome and date, or join the two.
columns: [prep_pre_pro_decision_date, prep_agree_stepdown_issue_date, prep_person_id, prep_table_id]
*/
select
    this.record_id,
    this.person_id,
    'prep_pre_pro_decision_date' as column_name,
    cast(this.prep_pre_pro_decision_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_pre_proceedings as this
where exists (
    select 1
    from known.ssd_pre_proceedings as other
    where
        other.prep_person_id = this.prep_person_id
        and other.prep_table_id <> this.prep_table_id
        and other.prep_pre_pro_decision_date < coalesce(this.prep_agree_stepdown_issue_date, date '9999-12-31')
        and this.prep_pre_pro_decision_date < coalesce(other.prep_agree_stepdown_issue_date, date '9999-12-31')
)
