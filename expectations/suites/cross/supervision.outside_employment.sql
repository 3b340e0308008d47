/* rule
table: sup_supervision
severity: minor
says: A supervised worker is in post on that day.
why: Supervision is counted for somebody who was not there.
fix: Correct the worker, or the date.
columns: [supervision_date, worker_id]
reads: [sup_workforce.worker_id, sup_workforce.start_date, sup_workforce.leave_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'supervision_date' as column_name,
    cast(this.supervision_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_supervision as this
where
    exists (select 1 from known.sup_workforce as employed where employed.worker_id = this.worker_id)
    and not exists (
        select 1
        from known.sup_workforce as other
        where
            other.worker_id = this.worker_id
            and other.start_date <= this.supervision_date
            and coalesce(other.leave_date, date '9999-12-31') >= this.supervision_date
    )
