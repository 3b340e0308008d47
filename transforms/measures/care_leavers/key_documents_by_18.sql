/* measure
title: Young people with all key documents by 18
question: Do young people leave care with what they need?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [item, team, uasc, placed_out_of_area]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.care_leaver_entitlements.person_id, sup.care_leaver_entitlements.item, sup.care_leaver_entitlements.recorded_date,
  sup.care_leaver_entitlements.not_applicable_reason, ssd.person.pers_person_id, ssd.person.pers_dob, ssd.care_leavers.clea_person_id,
  ssd.care_leavers.clea_care_leaver_eligibility]
optional: [ssd.care_leavers.clea_table_id, ssd.care_leavers.clea_care_leaver_latest_contact, ssd.immigration_status.immi_person_id,
  ssd.immigration_status.immi_immigration_status, ssd.immigration_status.immi_immigration_status_start_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_postcode, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id,
  sup.postcode_la.postcode, sup.postcode_la.release, sup.postcode_la.la_code, sup.postcode_la.la_number]
table: ssd.care_leavers
numerator_says: Those with all five documents (National Insurance number, photo ID, health history, local offer, plan) by that day
denominator_says: Young people who turned 18 in the period and were eligible or relevant the day before
edge_cases:
  - A care leaver's row describes today only. Whoever is eligible, relevant or former relevant today was eligible or relevant the day
    before turning 18. Of several rows of one young person the latest contact wins, then the lowest id (G2).
  - A document recorded on the birthday counts, the day after does not; one never recorded, or without a date, does not.
  - A document with a reason why it does not apply is left out, and the others decide; where none applies, nothing is missing.
  - The whole is all five together; each document is a row of its own (item), of those to whom it applies.
  - Born on 29 February, the 18th birthday is 1 March in a common year. Without a date of birth, listed in every period, never counted.
  - Placed out of area is the placement on the day before the birthday; of several the latest start, then the highest id.
*/
select
    document.table_id as record_id,
    document.person_id,
    document.birthday_18 as at,
    document.is_met as numerator,
    document.excluded,
    document.only_in,
    document.item,
    case
        when unaccompanied.since <= document.birthday_18 then 'Unaccompanied'
        when exists (select 1 from prepare.unaccompanied_ever) then 'Not unaccompanied'
    end as uasc,
    placement_areas.placed_out_of_area
from prepare.documents_at_18 as document
left join prepare.unaccompanied_ever as unaccompanied on document.person_id = unaccompanied.person_id
left join (
    select person_id, arg_max(placement_id, (start_date, placement_id)) as placement_id
    from prepare.placements_at_18 where excluded is null group by person_id
) as placement on document.person_id = placement.person_id
left join prepare.placement_areas on placement.placement_id = placement_areas.placement_id
order by record_id, only_in, item
