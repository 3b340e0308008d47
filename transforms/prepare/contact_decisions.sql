/* prepare
says: what was first decided on a contact, and when; of several rows of one contact the earliest dated, then the first of the first file
grain: one contact id
*/
select
    contact_id,
    decision_date,
    outcome_code,
    received_out_of_hours
from sup.contact_decisions
where contact_id is not null
qualify row_number() over (partition by contact_id order by decision_date nulls last, source_file, source_row) = 1
order by contact_id
