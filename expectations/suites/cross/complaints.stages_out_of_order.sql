/* rule
table: sup_complaints
severity: minor
says: A stage of a complaint is received on or after the stage before it.
why: The time to answer each stage is wrong.
fix: Correct the day the stage was received, or its number.
columns: [received_date, complaint_id, stage]
*/
select
    this.record_id,
    this.person_id,
    'received_date' as column_name,
    cast(this.received_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_complaints as this
where exists (
    select 1
    from known.sup_complaints as other
    where
        other.complaint_id = this.complaint_id
        and other.stage in ('1', '2')
        and other.stage < this.stage
        and this.stage in ('2', '3')
        and other.received_date > this.received_date
)
