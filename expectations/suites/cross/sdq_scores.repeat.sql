/* rule
table: ssd_sdq_scores
severity: minor
says: A child has one questionnaire on a day.
why: The same questionnaire is counted twice, or the scores differ.
fix: Remove the copy, or correct the date.
columns: [csdq_sdq_completed_date, csdq_person_id, csdq_table_id]
*/
select
    this.record_id,
    this.person_id,
    'csdq_sdq_completed_date' as column_name,
    cast(this.csdq_sdq_completed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_sdq_scores as this
where
    exists (
        select 1
        from known.ssd_sdq_scores as other
        where
            other.csdq_person_id = this.csdq_person_id
            and other.csdq_sdq_completed_date = this.csdq_sdq_completed_date
            and other.csdq_table_id <> this.csdq_table_id
    )
