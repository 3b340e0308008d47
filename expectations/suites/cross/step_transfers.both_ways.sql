/* rule
table: sup_step_transfers
severity: minor
says: A child moves up or down on one day, not both.
why: Which way the child went cannot be told.
fix: Remove the move that did not take place.
columns: [direction, person_id, decision_date]
*/
select
    this.record_id,
    this.person_id,
    'direction' as column_name,
    cast(this.direction as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_step_transfers as this
where exists (
    select 1
    from known.sup_step_transfers as other
    where
        other.person_id = this.person_id
        and other.decision_date = this.decision_date
        and other.direction <> this.direction
)
