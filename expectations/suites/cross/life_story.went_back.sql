/* rule
table: sup_life_story
severity: minor
says: Life-story work that was started or done is not said later to be still to start.
why: Work done for the child is not counted.
fix: Correct the state or its date.
columns: [status, status_date, person_id]
*/
select
    this.record_id,
    this.person_id,
    'status' as column_name,
    cast(this.status as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_life_story as this
where
    this.status = 'NOT_STARTED'
    and exists (
        select 1
        from known.sup_life_story as other
        where
            other.person_id = this.person_id
            and other.status in ('STARTED', 'COMPLETE')
            and other.status_date < this.status_date
    )
