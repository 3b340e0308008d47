/* rule
table: ssd_immigration_status
severity: minor
says: A child's status as unaccompanied and seeking asylum ends on the 18th birthday at the latest.
why: Adults are counted among unaccompanied children.
fix: End the status on the 18th birthday, or correct the birth date.
columns: [immi_immigration_status_end_date, immi_immigration_status, immi_person_id]
reads: [ssd_person.pers_dob]
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
    this.immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
    and exists (
        select 1
        from known.people as person
        where
            person.people_id = this.immi_person_id
            and this.immi_immigration_status_end_date > addm(person.birth_date, 216)
    )
