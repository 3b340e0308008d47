/* rule
table: sup_absence
severity: minor
says: A day of absence falls between a worker's first and last day.
why: Days lost are counted for somebody who was not employed.
fix: Correct the date of the absence or of the employment.
columns: [absence_date, worker_id]
reads: [sup_workforce.worker_id, sup_workforce.start_date, sup_workforce.leave_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'absence_date' as column_name,
    cast(this.absence_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_absence as this
where
    exists (select 1 from known.sup_workforce as employed where employed.worker_id = this.worker_id)
    and not exists (
        select 1
        from known.sup_workforce as other
        where
            other.worker_id = this.worker_id
            and other.start_date <= this.absence_date
            and coalesce(other.leave_date, date '9999-12-31') >= this.absence_date
    )
