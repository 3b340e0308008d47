/* list
holds: Every contact received in the six months, also those that led to early help or a referral the same day.
grain: One row per child per contact.
needs: [ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date]
fills: {ssd.person: "gender, ethnicity, date of birth and age"}
notes:
- Repeats are kept; the sheet Checks counts them.
- A contact about a child who is not in the person table has no gender, ethnicity or age.
*/
select
    contacts.cont_contact_id as record_id,
    contacts.cont_person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    contacts.cont_contact_date as contact_date,
    annex_a_text('annex_a_contact_referral_source', contacts.cont_contact_source_code) as contact_source
from ssd.contacts as contacts
left join annex_a_person as person on contacts.cont_person_id = person.person_id
where contacts.cont_contact_date between $window_from and $reference_date
order by child_unique_id, contact_date, record_id, contact_source
