/* measure
title: Children looked after per 10,000
question: How many children are in care?
unit: rate_per_10000
kind: snapshot
direction: neutral
target: null
benchmark: null
source: DfE Children looked after methodology
breakdowns: [age_band, sex, ethnicity, disability, uasc, legal_status, placement_type]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.person.pers_person_id, ssd.person.pers_dob, sup.population.la_code,
  sup.population.mid_year, sup.population.sex, sup.population.single_year_of_age, sup.population.ethnicity_group,
  sup.population.release_version, sup.population.published_date, sup.population.population]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.legal_status.lega_legal_status_id,
  ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date, ssd.immigration_status.immi_immigration_status_end_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type]
table: ssd.cla_episodes
numerator_says: Children looked after at the period's end
denominator_says: Residents aged 0 to 17, ONS mid-year estimate
edge_cases:
  - Ceased on the last day is not looked after. A child with several open episodes counts once; the lowest id, compared as text, stays.
  - An episode with a short-break status (V3, V4) on any of its days is out for its whole length (G6).
  - 18 on or before the last day is not looked after (G12); a child without a date of birth counts.
  - Unaccompanied children are shown apart by the breakdown uasc, from an immigration status open at the period's end.
  - England's 81,770 at 31 March 2025 is a count, so it is not compared.
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    child.excluded,
    unaccompanied.uasc,
    legal.legal_status,
    placed.placement_type
from prepare.looked_after as child
left join prepare.unaccompanied_at as unaccompanied
    on child.person_id = unaccompanied.person_id and child.period_end = unaccompanied.period_end
left join prepare.legal_status_at as legal
    on child.person_id = legal.person_id and child.period_end = legal.period_end
left join prepare.placed_at as placed
    on child.person_id = placed.person_id and child.period_end = placed.period_end
order by child.period_end, record_id
