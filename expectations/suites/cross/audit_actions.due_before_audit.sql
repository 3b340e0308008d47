/* rule
table: sup_audit_actions
severity: minor
says: An action from an audit is due on or after the audit.
why: The action counts as overdue from the start.
fix: Correct whichever date is wrong.
columns: [due_date, audit_id]
reads: [sup_audits.audit_id, sup_audits.completed_date]
*/
select
    this.record_id,
    this.person_id,
    'due_date' as column_name,
    cast(this.due_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_audit_actions as this
where exists (
    select 1
    from known.sup_audits as other
    where
        other.audit_id = this.audit_id
        and this.due_date < other.completed_date
)
