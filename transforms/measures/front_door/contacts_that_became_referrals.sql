/* measure
title: Contacts that became referrals
question: How many contacts meet the social care threshold?
unit: percent
kind: flow
direction: neutral
target: null
benchmark: null
source: ssd-data-model ssd_contacts outcome flags; local default
breakdowns: [source_group, age_band, sex, ethnicity, disability]
audiences: [ofsted, board, team]
needs: [ssd.contacts.cont_contact_id, ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date, ssd.contacts.cont_contact_source_code,
  ssd.contacts.cont_contact_outcome_json]
table: ssd.contacts
numerator_says: Those whose outcome includes a new referral
denominator_says: Contacts in the period with an outcome, about children not already open to social care
edge_cases:
  - A contact with both no further action and new referral counts as a referral.
  - A contact that joined an open referral is listed and not counted; so is one still awaiting its outcome.
  - The outcome is read as it was at extraction.
  - Repeats of the same child, date and source are listed and not counted (G2); the outcome of the row kept decides.
  - "Not built: breakdown by primary presenting need; a contact holds no need."
*/
select
    contact.contact_id as record_id,
    contact.person_id,
    contact.contact_date as at,
    list_contains(came_of_it.outcomes, 'NEW_REFERRAL_FLAG')::int as numerator,
    case
        when contact.excluded is not null then contact.excluded
        when list_contains(came_of_it.outcomes, 'EXISTING_REFERRAL_FLAG') then 'already open'
        when coalesce(len(came_of_it.outcomes), 0) = 0 then 'awaiting outcome'
    end as excluded,
    source_groups.source_group
from prepare.contacts_once as contact
left join prepare.contact_outcomes as came_of_it on contact.outcome_json = came_of_it.outcome_json
left join prepare.source_groups on contact.source_code = source_groups.source_code
order by contact.contact_id, contact.person_id
