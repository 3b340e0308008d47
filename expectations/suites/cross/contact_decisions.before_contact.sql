/* rule
table: sup_contact_decisions
severity: major
says: A decision is made on or after the contact.
why: The time to decide is negative.
fix: Correct the date of the decision or of the contact.
columns: [decision_date, contact_id]
reads: [ssd_contacts.cont_contact_id, ssd_contacts.cont_contact_date]
*/
select
    this.record_id,
    this.person_id,
    'decision_date' as column_name,
    cast(this.decision_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_contact_decisions as this
where exists (
    select 1
    from known.ssd_contacts as other
    where
        other.cont_contact_id = this.contact_id
        and this.decision_date < other.cont_contact_date
)
