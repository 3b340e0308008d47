/* rule
table: sup_audit_moderation
severity: minor
says: An audit by an external auditor is moderated by somebody else than the external auditors.
why: An audit moderated by those who made it has not been moderated.
fix: Have the audit moderated by the panel or by a partner council.
columns: [panel_type, audit_id]
reads: [sup_audits.audit_id, sup_audits.auditor_role]
*/
select
    this.record_id,
    this.person_id,
    'panel_type' as column_name,
    cast(this.panel_type as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_audit_moderation as this
where
    this.panel_type = 'EXTERNAL'
    and exists (
        select 1
        from known.sup_audits as other
        where
            other.audit_id = this.audit_id
            and other.auditor_role = 'EXTERNAL'
    )
