/* rule
table: sup_workforce
severity: minor
says: A social work registration number belongs to one worker.
why: One worker is counted as two, or two as one.
fix: Correct the number, or give both contracts the same worker.
columns: [swe_number, worker_id]
*/
select
    this.record_id,
    this.person_id,
    'swe_number' as column_name,
    cast(this.swe_number as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_workforce as this
where exists (
    select 1
    from known.sup_workforce as other
    where
        upper(replace(other.swe_number, ' ', '')) = upper(replace(this.swe_number, ' ', ''))
        and other.worker_id <> this.worker_id
)
