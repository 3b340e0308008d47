/* rule
table: sup_training
severity: minor
says: Training is completed before the worker leaves.
why: Somebody who has left counts among the trained.
fix: Correct the date, or the worker.
columns: [completed_date, worker_id]
reads: [sup_workforce.worker_id, sup_workforce.leave_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'completed_date' as column_name,
    cast(this.completed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_training as this
where
    exists (select 1 from known.sup_workforce as employed where employed.worker_id = this.worker_id)
    and not exists (
        select 1
        from known.sup_workforce as other
        where
            other.worker_id = this.worker_id
            and coalesce(other.leave_date, date '9999-12-31') >= this.completed_date
    )
    and this.completed_date is not null
