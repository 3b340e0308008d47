/* rule
table: sup_audits
severity: major
says: An audit graded inadequate has an action.
why: Nobody can show that what was found was put right.
fix: Record the actions agreed after the audit.
columns: [auditor_grade, audit_id]
reads: [sup_audit_actions.audit_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'auditor_grade' as column_name,
    cast(this.auditor_grade as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_audits as this
where
    this.auditor_grade = '1'
    and not exists (
        select 1
        from known.sup_audit_actions as other
        where
            other.audit_id = this.audit_id
    )
