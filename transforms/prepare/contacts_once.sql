/* prepare
says: every contact, what came of it as delivered (prepare.contact_outcomes reads it), and the rule that takes it out before counting. G2
  makes contacts unique on child, date and source and keeps the lowest id (as text).
grain: one contact about one child
*/
with contact as (
    select
        cont_contact_id as contact_id,
        cont_person_id as person_id,
        cont_contact_date as contact_date,
        cont_contact_source_code as source_code,
        cont_contact_outcome_json as outcome_json,
        row_number() over (
            partition by cont_person_id, cont_contact_date, cont_contact_source_code
            order by cont_contact_id, source_file, source_row
        ) as repeat_no
    from ssd.contacts
)

select
    contact.contact_id,
    contact.person_id,
    contact.contact_date,
    contact.source_code,
    contact.outcome_json,
    case
        when contact.person_id is null then 'missing link'
        when contact.contact_date is null then 'G4'
        when contact.repeat_no > 1 then 'G2'
    end as excluded
from contact
order by contact.contact_id, contact.person_id
