/* rule
table: ssd_involvements
severity: minor
says: A worker is involved with a child on or after the first day in post.
why: The child's worker was somebody else.
fix: Correct the worker, or the day the involvement began.
columns: [invo_involvement_start_date, invo_professional_id]
reads: [sup_workforce.worker_id, sup_workforce.start_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'invo_involvement_start_date' as column_name,
    cast(this.invo_involvement_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_involvements as this
where exists (
    select 1
    from (
        select worker_id, min(start_date) as first_day from known.sup_workforce group by worker_id
    ) as employed
    where employed.worker_id = this.invo_professional_id and this.invo_involvement_start_date < employed.first_day
)
