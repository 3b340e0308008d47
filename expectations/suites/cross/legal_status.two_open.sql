/* rule
table: ssd_legal_status
severity: major
says: No child has two open legal statuses at once.
why: The child's legal basis for being in care is not clear.
fix: End the earlier status on the day the next began.
columns: [lega_legal_status_end_date, lega_legal_status_start_date, lega_person_id, lega_legal_status_id]
*/
select
    this.record_id,
    this.person_id,
    'lega_legal_status_end_date' as column_name,
    cast(this.lega_legal_status_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_legal_status as this
where
    this.lega_legal_status_end_date is null
    and this.lega_legal_status_start_date is not null
    and exists (
        select 1
        from known.ssd_legal_status as other
        where
            other.lega_person_id = this.lega_person_id
            and other.lega_legal_status_id <> this.lega_legal_status_id
            and other.lega_legal_status_end_date is null
            and other.lega_legal_status_start_date is not null
    )
