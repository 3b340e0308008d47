/* rule
table: ssd_immigration_status
severity: minor
says: A person has one immigration status that has not ended.
why: Which of the two holds today cannot be told.
fix: End the earlier status on the day the later one began.
columns: [immi_immigration_status_end_date, immi_person_id, immi_immigration_status_id]
*/
select
    this.record_id,
    this.person_id,
    'immi_immigration_status_end_date' as column_name,
    cast(this.immi_immigration_status_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_immigration_status as this
where
    this.immi_immigration_status_end_date is null
    and exists (
        select 1
        from known.ssd_immigration_status as other
        where
            other.immi_person_id = this.immi_person_id
            and other.immi_immigration_status_id <> this.immi_immigration_status_id
            and other.immi_immigration_status_end_date is null
    )
