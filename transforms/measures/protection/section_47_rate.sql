/* measure
title: Section 47 enquiry rate per 10,000 (rolling year)
question: How often do concerns reach the child protection enquiry threshold?
unit: rate_per_10000
kind: rolling_12_months
also: [flow]
direction: neutral
target: null
benchmark:
  value: 191.6
  area: England
  year: 2023
  source: DfE Children in need, reporting year 2023, table C4
source: DfE Children in need table C4
breakdowns: [team, age_band, sex, ethnicity, disability, primary_need]
audiences: [ofsted, board, scrutiny]
needs: [ssd.s47_enquiry.s47e_s47_enquiry_id, ssd.s47_enquiry.s47e_person_id, ssd.s47_enquiry.s47e_s47_start_date, sup.population.la_code,
  sup.population.mid_year, sup.population.sex, sup.population.single_year_of_age, sup.population.ethnicity_group,
  sup.population.release_version, sup.population.published_date, sup.population.population]
optional: [ssd.s47_enquiry.s47e_referral_id, ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_cin_primary_need_code]
table: ssd.s47_enquiry
numerator_says: Section 47 enquiries started in the 12 months that end with the period, once for each child and start date
denominator_says: Residents aged 0 to 17, ONS mid-year estimate
edge_cases:
  - Unborn children count in the numerator. Enquiries about one child that start on different dates all count.
  - A second enquiry of a child with the same start date is a repeat (G2); the lowest id, compared as text, stays.
  - An enquiry about a child looked after by another council counts when this council led it; the extract holds those it led.
  - The quarter's own count is shown beside the rate and is not multiplied by four.
*/
select
    enquiry.enquiry_id as record_id,
    enquiry.person_id,
    enquiry.start_date as at,
    1 as numerator,
    enquiry.excluded,
    referral_needs.primary_need
from prepare.section_47_once as enquiry
left join prepare.referral_needs on enquiry.referral_id = referral_needs.referral_id
order by enquiry.record_id
