/* rule
table: ssd_permanence
severity: minor
says: A decision is not reversed while the child's placement or freeing order (E1, D1) is still open.
why: Either the order was revoked and is not ended, or the decision still stands.
fix: End the legal status, or remove the reversal.
columns: [perm_decision_reversed_date, perm_decision_reversed_reason, perm_person_id]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date]
*/
select
    this.record_id,
    this.person_id,
    'perm_decision_reversed_date' as column_name,
    cast(this.perm_decision_reversed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    (this.perm_decision_reversed_date is not null or this.perm_decision_reversed_reason is not null)
    and exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.perm_person_id
            and status.lega_legal_status in ('D1', 'E1')
            and status.lega_legal_status_start_date is not null
            and status.lega_legal_status_end_date is null
    )
