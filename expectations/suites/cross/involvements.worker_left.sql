/* rule
table: ssd_involvements
severity: minor
says: An open involvement belongs to a worker who is in post.
why: The child's worker has left; nobody answers for the case.
fix: Allocate the child to a worker in post.
columns: [invo_professional_id, invo_involvement_end_date]
reads: [sup_workforce.worker_id, sup_workforce.leave_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'invo_professional_id' as column_name,
    cast(this.invo_professional_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_involvements as this
where
    this.invo_involvement_end_date is null
    and exists (select 1 from known.sup_workforce as gone where gone.worker_id = this.invo_professional_id)
    and not exists (
        select 1
        from known.sup_workforce as other
        where
            other.worker_id = this.invo_professional_id
            and coalesce(other.leave_date, date '9999-12-31') > getvariable('extracted_on')
    )
