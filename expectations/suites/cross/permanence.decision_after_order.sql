/* rule
table: ssd_permanence
severity: minor
says: The decision is made on or before the day of the child's first placement or freeing order (E1, D1).
why: The time between the steps of adoption, which the scorecard is made of, is wrong.
fix: Correct the date of the decision, or the legal status.
columns: [perm_adm_decision_date, perm_person_id]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status, ssd_legal_status.lega_legal_status_start_date]
*/
select
    this.record_id,
    this.person_id,
    'perm_adm_decision_date' as column_name,
    cast(this.perm_adm_decision_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.perm_person_id
            and status.lega_legal_status in ('D1', 'E1')
            and status.lega_legal_status_start_date < this.perm_adm_decision_date
    )
