/* rule
table: sup_workforce
severity: minor
says: A worker's posts held at once add up to at most one full-time equivalent.
why: The worker counts for more than one.
fix: Correct the parts of a week, or end the post that was left.
columns: [fte, worker_id, leave_date, spell_id]
*/
select
    this.record_id,
    this.person_id,
    'fte' as column_name,
    cast(this.fte as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_workforce as this
where
    coalesce(this.leave_date, date '9999-12-31') > getvariable('extracted_on')
    and this.fte <= 1
    and (
        select sum(other.fte)
        from known.sup_workforce as other
        where other.worker_id = this.worker_id and coalesce(other.leave_date, date '9999-12-31') > getvariable('extracted_on')
    ) > 1
