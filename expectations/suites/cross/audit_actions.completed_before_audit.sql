/* rule
table: sup_audit_actions
severity: major
says: An action from an audit is completed on or after the audit.
why: The action was not set by this audit, or a date is wrong.
fix: Correct whichever date is wrong.
columns: [completed_date, audit_id]
reads: [sup_audits.audit_id, sup_audits.completed_date]
*/
select
    this.record_id,
    this.person_id,
    'completed_date' as column_name,
    cast(this.completed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_audit_actions as this
where exists (
    select 1
    from known.sup_audits as other
    where
        other.audit_id = this.audit_id
        and this.completed_date < other.completed_date
)
