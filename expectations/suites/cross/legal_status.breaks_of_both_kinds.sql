/* rule
table: ssd_legal_status
severity: minor
says: A child's short breaks in a financial year are all under agreement (V3) or all not (V4).
why: One of the two is wrong, and with it whether the child counts as looked after.
fix: Correct the legal status that is wrong.
columns: [lega_legal_status, lega_person_id, lega_legal_status_start_date]
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
    this.lega_legal_status in ('V3', 'V4')
    and exists (
        select 1
        from known.ssd_legal_status as other
        where
            other.lega_person_id = this.lega_person_id
            and other.lega_legal_status in ('V3', 'V4')
            and other.lega_legal_status <> this.lega_legal_status
            and year(other.lega_legal_status_start_date - interval 3 month)
            = year(this.lega_legal_status_start_date - interval 3 month)
    )
