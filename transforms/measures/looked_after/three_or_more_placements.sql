/* measure
title: Children with three or more placements in the year
question: Do children have to move too often?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 10, basis: local}
benchmark: null
source: DfE Children looked after / Stability measures; LG Inform NI 62 tradition
breakdowns: [age_band, placement_type, uasc, placed_out_of_area]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.cla_episodes.clae_cla_episode_start_reason, ssd.cla_episodes.clae_cla_placement_id,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id,
  ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_placement_urn, ssd.cla_placement.clap_cla_placement_postcode]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.person.pers_person_id, ssd.person.pers_dob, ssd.immigration_status.immi_person_id,
  ssd.immigration_status.immi_immigration_status, ssd.immigration_status.immi_immigration_status_start_date,
  ssd.immigration_status.immi_immigration_status_end_date, sup.placement_carers.placement_id, sup.placement_carers.carer_id,
  sup.postcode_la.postcode, sup.postcode_la.release, sup.postcode_la.la_code, sup.postcode_la.la_number]
table: ssd.cla_episodes
numerator_says: Those with three or more placements in the 12 months that end with the period
denominator_says: Children looked after at the period's end
lookback_months: 12
edge_cases:
  - A placement counts if any of its days, its last included, is in the 12 months; the one open when they begin is the first.
  - T0-T4 and Z1 (Z11-Z14 too) do not count; going back after a temporary move to the carer held just before it is no new placement.
  - Reason L, T or U keeps the carer, so no new placement; read from the child's episode that starts that day and names it or none.
  - A placement that starts and ends on one day does not count. Placements of any care period of the child in the year count.
  - Without a carer on record, placement type, URN and postcode together stand for the carer (approximate); with neither URN nor
    postcode the carer is unknown and never the same.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
  - England's figures are about 2016/17 moves and 3 or more placements over two years (23%), so they are not compared.
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(moved.placements >= 3, false)::int as numerator,
    child.excluded,
    placed.placement_type,
    unaccompanied.uasc,
    placement_areas.placed_out_of_area
from prepare.looked_after as child
left join prepare.placements_in_year as moved on child.person_id = moved.person_id and child.period_end = moved.period_end
left join prepare.unaccompanied_at as unaccompanied
    on child.person_id = unaccompanied.person_id and child.period_end = unaccompanied.period_end
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
left join prepare.placement_areas on placed.placement_id = placement_areas.placement_id
order by child.period_end, record_id
