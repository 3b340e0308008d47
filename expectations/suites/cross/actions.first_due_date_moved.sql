/* rule
table: sup_actions
severity: minor
says: An action keeps the due date first agreed in every version of the plan.
why: An action that was put off looks as if it had always been due later.
fix: Put the first agreed date back; move current_due_date only.
columns: [original_due_date, action_id]
*/
select
    this.record_id,
    this.person_id,
    'original_due_date' as column_name,
    cast(this.original_due_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_actions as this
where exists (
    select 1
    from known.sup_actions as other
    where
        other.action_id = this.action_id
        and other.original_due_date < this.original_due_date
)
