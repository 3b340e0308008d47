/* measure
title: Children placed out of area and more than 20 miles from home
question: How many children live far from home?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 17, basis: local}
benchmark: null
source: DfE Children looked after methodology (20-mile band); Annex A List 8
breakdowns: [age_band, placement_type, provider, uasc]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id,
  ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_placement_distance,
  ssd.cla_placement.clap_cla_placement_postcode, sup.postcode_la.postcode, sup.postcode_la.release, sup.postcode_la.la_code]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.person.pers_person_id, ssd.person.pers_dob,
  ssd.cla_placement.clap_cla_placement_provider, sup.postcode_la.la_number, ssd.immigration_status.immi_person_id,
  ssd.immigration_status.immi_immigration_status, ssd.immigration_status.immi_immigration_status_start_date,
  ssd.immigration_status.immi_immigration_status_end_date]
table: ssd.cla_episodes
numerator_says: Those placed more than 20 miles from home and outside the council's area
denominator_says: Children looked after at the period's end whose distance from home is known
edge_cases:
  - Exactly 20.0 miles is not over. 999.9 miles means that the distance cannot be worked out, so the child is listed and not counted.
  - An unaccompanied child without a home postcode has no distance (999.9 or blank), so is listed and not counted.
  - During a temporary move (T0-T4) the placement is the one it interrupts; with no such placement on record, the move itself.
  - The area is the council of the placement's postcode, spaces aside, in the latest release that has it. A placement whose postcode is
    withheld or not found is not known to be outside, so its child is not met and stays in.
  - Children of other councils who are placed here are not counted. Short breaks are out (G6), and so is 18 by the period's end (G12).
  - England's 16% is of new placements during the year, so it is not compared.
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(settled.distance > 20 and area.placed_out_of_area = 'Out of area', false)::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when settled.distance < 999.9 then null
        when unaccompanied.uasc = 'Unaccompanied' then 'unaccompanied without a home postcode'
        when settled.distance is null then 'no distance'
        else 'distance cannot be worked out'
    end as excluded,
    settled.placement_type,
    provider.label as provider,
    unaccompanied.uasc
from prepare.looked_after as child
left join prepare.settled_at as settled on child.person_id = settled.person_id and child.period_end = settled.period_end
left join prepare.placement_areas as area on settled.placement_id = area.placement_id
left join prepare.labels as provider on settled.provider_code = provider.code and provider.code_set = 'placement_provider'
left join prepare.unaccompanied_at as unaccompanied
    on child.person_id = unaccompanied.person_id and child.period_end = unaccompanied.period_end
order by child.period_end, record_id
