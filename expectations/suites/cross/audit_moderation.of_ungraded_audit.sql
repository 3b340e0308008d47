/* rule
table: sup_audit_moderation
severity: minor
says: Only an audit with a grade is moderated.
why: A grade cannot be shown to have gone up or down from nothing.
fix: Load the grade the auditor first gave.
columns: [moderated_grade, audit_id]
reads: [sup_audits.audit_id, sup_audits.auditor_grade]
*/
select
    this.record_id,
    this.person_id,
    'moderated_grade' as column_name,
    cast(this.moderated_grade as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_audit_moderation as this
where
    this.moderated_grade is not null
    and exists (
        select 1
        from known.sup_audits as other
        where
            other.audit_id = this.audit_id
            and other.auditor_grade is null
    )
