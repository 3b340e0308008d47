/* measure
title: Contacts with a decision within one working day
question: Does the front door decide what to do next quickly enough?
unit: percent
kind: flow
direction: higher_better
target: {value: 100, basis: statutory, floor: 95}
benchmark: null
source: Working Together to Safeguard Children (2018, 2023); Darlington scrutiny reports 2018-2020 report the same measure
breakdowns: [source_group, out_of_hours, team]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.contacts.cont_contact_id, ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date, ssd.contacts.cont_contact_source_code,
  sup.contact_decisions.contact_id, sup.contact_decisions.decision_date]
optional: [sup.contact_decisions.received_out_of_hours]
table: ssd.contacts
numerator_says: Those decided no more than one working day after the contact
denominator_says: Contacts in the period, once for each child, date and source, whose next working day had come when the extract was taken
edge_cases:
  - The day of the contact is day 0. A contact on a Saturday decided on Monday is one working day, met; Friday to Tuesday is two, not met.
  - A contact without a decision is not met once the next working day has come ('not due' until then). So is one without a decision's date.
  - A decision dated before its contact takes the contact out (G5). Of several decisions on one contact the first counts.
  - Of repeats of one child, date and source the lowest id stays, and its own decision counts (G2).
*/
select
    contact.contact_id as record_id,
    contact.person_id,
    contact.contact_date as at,
    coalesce(wd(contact.contact_date, first_decision.decision_date) <= 1, false)::int as numerator,
    case
        when contact.excluded is not null then contact.excluded
        when addwd(contact.contact_date, 1) > cast(getvariable('extracted_on') as date) then 'not due'
        when first_decision.decision_date < contact.contact_date then 'G5'
    end as excluded,
    source_groups.source_group,
    case first_decision.received_out_of_hours when 'Y' then 'Out of hours' when 'N' then 'In hours' end as out_of_hours
from prepare.contacts_once as contact
left join prepare.contact_decisions as first_decision on contact.contact_id = first_decision.contact_id
left join prepare.source_groups on contact.source_code = source_groups.source_code
order by contact.contact_id, contact.person_id
