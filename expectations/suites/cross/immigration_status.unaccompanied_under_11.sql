/* rule
table: ssd_immigration_status
severity: minor
says: A child who is unaccompanied and seeking asylum is 11 or older.
why: Few younger children arrive alone, so the birth date or the status is most likely wrong.
fix: Check the birth date and the status.
columns: [immi_immigration_status, immi_immigration_status_end_date, immi_person_id]
reads: [ssd_person.pers_dob]
*/
select
    this.record_id,
    this.person_id,
    'immi_immigration_status' as column_name,
    cast(this.immi_immigration_status as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_immigration_status as this
where
    this.immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
    and this.immi_immigration_status_end_date is null
    and exists (
        select 1
        from known.people as person
        where person.people_id = this.immi_person_id and age(person.birth_date, getvariable('extracted_on')) < 11
    )
