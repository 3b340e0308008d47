/* measure
title: Below-threshold contacts reaching a hub within 60 days
question: When we say 'no social care', does the family get to the hub?
unit: percent
kind: flow
direction: higher_better
target: {value: 50, basis: local}
benchmark: null
source: local default
breakdowns: [hub, source_group, age_band]
audiences: [ofsted, board, scrutiny]
needs: [ssd.contacts.cont_contact_id, ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date, sup.contact_decisions.contact_id,
  sup.contact_decisions.outcome_code, sup.hub_attendance.person_id, sup.hub_attendance.attendance_date]
optional: [ssd.contacts.cont_contact_source_code, sup.contact_decisions.decision_date, sup.hub_attendance.hub]
table: ssd.contacts
numerator_says: Those of a child who came to a hub in the 60 days after the contact
denominator_says: Contacts sent to a hub or to universal services 60 days before the period, once for each child and contact date
lookback_months: 3
team: none
edge_cases:
  - Placed 60 days after the contact. A visit on the 60th day counts; one on the day of the contact does not.
  - Of several such contacts of one child on one day the lowest id, compared as text, stays (G2), whatever their sources.
  - A child in contact again within the 60 days counts once for each contact date, and one visit may serve both.
  - Which hubs count is a setting (hub); every one where none is named. hub is the first one reached.
  - A contact without a child is a missing link; one without a date cannot be placed (G4).
*/
with sent as (
    select
        contact.cont_contact_id as contact_id,
        contact.cont_person_id as person_id,
        contact.cont_contact_date as contact_date,
        contact.cont_contact_source_code as source_code,
        row_number() over (
            partition by contact.cont_person_id, contact.cont_contact_date
            order by contact.cont_contact_id, contact.source_file, contact.source_row
        ) as repeat_no
    from ssd.contacts as contact
    inner join prepare.contact_decisions as first_decision on contact.cont_contact_id = first_decision.contact_id
    where first_decision.outcome_code in ('HUB', 'UNIVERSAL')
)

select
    sent.contact_id as record_id,
    sent.person_id,
    sent.contact_date + 60 as at,
    coalesce(visit.attendance_date <= sent.contact_date + 60, false)::int as numerator,
    case
        when sent.person_id is null then 'missing link'
        when sent.contact_date is null then 'G4'
        when sent.repeat_no > 1 then 'G2'
    end as excluded,
    case when visit.attendance_date <= sent.contact_date + 60 then visit.hub else 'None reached' end as hub,
    source_groups.source_group
from sent
asof left join (select person_id, attendance_date, min(hub) as hub from prepare.hub_attendance group by all) as visit
    on sent.person_id = visit.person_id and sent.contact_date < visit.attendance_date
left join prepare.source_groups on sent.source_code = source_groups.source_code
order by record_id, sent.person_id
