/* measure
title: Contacts received
question: How much work is arriving at the SPA/MASH?
unit: count
kind: flow
direction: neutral
target: null
benchmark: null
source: Annex A List 1; ssd-data-model ssd_contacts
breakdowns: [source_group, outcome, age_band, sex, ethnicity, disability]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.contacts.cont_contact_id, ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date, ssd.contacts.cont_contact_source_code]
optional: [ssd.contacts.cont_contact_outcome_json]
table: ssd.contacts
numerator_says: Contacts received in the period, counted once for each child, date and source
edge_cases:
  - A contact about three siblings counts three. Unborn children count.
  - Contacts on cases that were already open count; `outcome` shows them apart. A contact with several outcomes stands under the first of
    new referral, joined an open referral, protection enquiry, no further action, then any other.
  - A repeat of the same child, date and source is listed and not counted (G2); the lowest id, compared as text, stays.
  - A contact without a child is listed as a missing link; one without a date cannot be placed (G4).
  - Contacts merged to another child id cannot be followed, since linked identifiers do not say which id survives (G10).
*/
select
    contact.contact_id as record_id,
    contact.person_id,
    contact.contact_date as at,
    1 as numerator,
    contact.excluded,
    source_groups.source_group,
    case
        when list_contains(came_of_it.outcomes, 'NEW_REFERRAL_FLAG') then 'New referral'
        when list_contains(came_of_it.outcomes, 'EXISTING_REFERRAL_FLAG') then 'Joined an open referral'
        when list_contains(came_of_it.outcomes, 'CP_ENQUIRY_FLAG') then 'Protection enquiry'
        when list_contains(came_of_it.outcomes, 'NFA_FLAG') then 'No further action'
        when len(came_of_it.outcomes) > 0 then 'Other outcome'
        when len(came_of_it.outcomes) = 0 then 'Awaiting outcome'
    end as outcome
from prepare.contacts_once as contact
left join prepare.contact_outcomes as came_of_it on contact.outcome_json = came_of_it.outcome_json
left join prepare.source_groups on contact.source_code = source_groups.source_code
order by contact.contact_id, contact.person_id
