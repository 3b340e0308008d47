/* measure
title: Initial child protection conferences within 15 working days
question: Are conferences called on time when a child is at risk?
unit: percent
kind: flow
direction: higher_better
target: {value: 90, basis: local}
benchmark:
  value: 81.4
  area: England
  year: 2025
  source: DfE Children in need, year ending 31 March 2025, table C4 (58,670 of 72,090 with a duration; own sum of bands)
source: Working Together; DfE Children in need table C4 (working days from start of section 47 enquiry to conference)
breakdowns: [team, age_band, sibling_group_size]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.initial_cp_conference.icpc_icpc_id, ssd.initial_cp_conference.icpc_person_id, ssd.initial_cp_conference.icpc_s47_enquiry_id,
  ssd.initial_cp_conference.icpc_icpc_date, ssd.initial_cp_conference.icpc_icpc_transfer_in, ssd.s47_enquiry.s47e_s47_enquiry_id,
  ssd.s47_enquiry.s47e_person_id, ssd.s47_enquiry.s47e_s47_start_date]
optional: [ssd.initial_cp_conference.icpc_icpc_meeting_id]
table: ssd.initial_cp_conference
numerator_says: Those held no more than 15 working days after the section 47 enquiry started
denominator_says: Initial conferences held in the period that follow a linked section 47 enquiry, per child, without transfers in
lookback_months: 1
edge_cases:
  - The law's limit is 15 working days for every conference (100%); the target here is the local one. Exactly 15 is met.
  - The enquiry's start is the strategy discussion that opened it; of several with one enquiry id and child the first.
  - No linked enquiry of the same child is a missing link, whatever other enquiries the child has; a linked one without a start is G4.
  - A conference dated before its enquiry is taken out (G5). Transfers in are listed and not counted.
  - "Not built: breakdown by chair; the extract names who organised the conference, not who chaired it."
*/
with enquiry as (
    select
        enquiry_id,
        person_id,
        min(start_date) as start_date
    from prepare.section_47_once
    group by enquiry_id, person_id
)

select
    conference.conference_id as record_id,
    conference.person_id,
    conference.conference_date as at,
    coalesce(wd(enquiry.start_date, conference.conference_date) <= 15, false)::int as numerator,
    case
        when conference.is_repeat then 'G2'
        when conference.is_transfer_in then 'transfer in'
        when enquiry.enquiry_id is null then 'missing link'
        when enquiry.start_date is null then 'G4'
        when conference.conference_date < enquiry.start_date then 'G5'
    end as excluded,
    sibling_groups.sibling_group_size
from prepare.conferences_once as conference
left join enquiry
    on conference.enquiry_id = enquiry.enquiry_id and conference.person_id = enquiry.person_id
left join prepare.sibling_groups on conference.meeting_id = sibling_groups.meeting_id
where conference.conference_date is not null
order by conference.record_id
