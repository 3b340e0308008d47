/* rule
table: sup_audit_moderation
severity: major
says: An audit is moderated on or after the day it was completed.
why: The moderated grade cannot belong to this audit.
fix: Correct whichever date is wrong.
columns: [panel_date, audit_id]
reads: [sup_audits.audit_id, sup_audits.completed_date]
*/
select
    this.record_id,
    this.person_id,
    'panel_date' as column_name,
    cast(this.panel_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_audit_moderation as this
where exists (
    select 1
    from known.sup_audits as other
    where
        other.audit_id = this.audit_id
        and this.panel_date < other.completed_date
)
