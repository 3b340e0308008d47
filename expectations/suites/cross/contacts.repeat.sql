/* rule
table: ssd_contacts
severity: minor
says: One child has one contact from one source in a day.
why: The same contact recorded twice; measures count it once and keep the lowest id.
fix: Remove the repeat, or correct its date or source.
columns: [cont_contact_date, cont_person_id, cont_contact_source_code, cont_contact_id]
*/
select
    this.record_id,
    this.person_id,
    'cont_contact_date' as column_name,
    cast(this.cont_contact_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_contacts as this
where exists (
    select 1
    from known.ssd_contacts as other
    where
        other.cont_person_id = this.cont_person_id
        and other.cont_contact_date = this.cont_contact_date
        and other.cont_contact_source_code = this.cont_contact_source_code
        and other.cont_contact_id <> this.cont_contact_id
)
