/* measure
title: Section 47 enquiries leading to an initial conference
question: Are enquiries being started for the right children?
unit: percent
kind: flow
direction: neutral
target: null
benchmark: null
source: LIIA CIN S47 journeys (60-day window after S47; 45 days ICPC to plan)
breakdowns: [team, primary_need, age_band]
audiences: [ofsted, board, team]
needs: [ssd.s47_enquiry.s47e_s47_enquiry_id, ssd.s47_enquiry.s47e_person_id, ssd.s47_enquiry.s47e_s47_start_date,
  ssd.initial_cp_conference.icpc_icpc_id, ssd.initial_cp_conference.icpc_person_id, ssd.initial_cp_conference.icpc_s47_enquiry_id,
  ssd.initial_cp_conference.icpc_icpc_date, ssd.initial_cp_conference.icpc_icpc_transfer_in]
optional: [ssd.s47_enquiry.s47e_referral_id, ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_cin_primary_need_code]
table: ssd.s47_enquiry
numerator_says: Those with an initial conference from the start of the enquiry to 60 days after it
denominator_says: Section 47 enquiries whose 60th day falls in the period, once for each child and start date
lookback_months: 4
edge_cases:
  - Placed 60 days after the start, so that every enquiry has had time to reach conference; team and age are of that day.
  - A conference on day 60 counts, on day 61 not, and one before the enquiry started is a data error and does not count.
  - A conference linked to a repeat of an enquiry (same child and start date) counts for the one kept. Transfer-in conferences are ignored.
  - A conference with no link counts if it lies within 60 days of exactly one enquiry of the child; whether an enquiry was still open on
    that day is not asked, since the catalogue's last sentence on it says so, and the end date it lists is not read.
  - A conference linked to an enquiry that is not on record for the child is neither linked nor unlinked, and does not count.
*/
with reached as (
    select
        person_id,
        start_date
    from prepare.section_47_conferences
    where is_linked or enquiries_in_reach = 1
    group by person_id, start_date
)

select
    enquiry.enquiry_id as record_id,
    enquiry.person_id,
    enquiry.start_date + 60 as at,
    (reached.person_id is not null)::int as numerator,
    enquiry.excluded,
    referral_needs.primary_need
from prepare.section_47_once as enquiry
left join reached on enquiry.person_id = reached.person_id and enquiry.start_date = reached.start_date
left join prepare.referral_needs on enquiry.referral_id = referral_needs.referral_id
order by enquiry.record_id
