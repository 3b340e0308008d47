/* rule
table: sup_staying_put
severity: minor
says: A young person has one staying put arrangement at a time.
why: The young person counts twice.
fix: End the earlier arrangement the day before the next one.
columns: [end_date, person_id, start_date]
*/
select
    this.record_id,
    this.person_id,
    'end_date' as column_name,
    cast(this.end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_staying_put as this
where exists (
    select 1
    from known.sup_staying_put as other
    where
        other.person_id = this.person_id
        and other.start_date > this.start_date
        and coalesce(this.end_date, date '9999-12-31') > other.start_date
)
