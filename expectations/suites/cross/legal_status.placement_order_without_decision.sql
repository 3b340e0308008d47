/* rule
table: ssd_legal_status
severity: minor
says: A child under a placement or freeing order (E1, D1) has a decision that they should be placed for adoption.
why: The child is missing from the adoption scorecard.
fix: Record the decision, or correct the legal status.
columns: [lega_legal_status, lega_person_id]
reads: [ssd_permanence.perm_person_id, ssd_permanence.perm_adm_decision_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'lega_legal_status' as column_name,
    cast(this.lega_legal_status as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_legal_status as this
where
    this.lega_legal_status in ('D1', 'E1')
    and not exists (
        select 1
        from known.ssd_permanence as plan
        where plan.perm_person_id = this.lega_person_id and plan.perm_adm_decision_date is not null
    )
