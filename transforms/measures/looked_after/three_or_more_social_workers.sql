/* measure
title: Children in care with three or more social workers in the year
question: How often do children have to start again with a new worker?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 24, basis: local}
benchmark:
  value: 24
  area: England
  year: 2025
  source: DfE Stability measures for children looked after, reporting year 2025 (19,900 of 81,770)
source: DfE Stability measures (each worker counted once even if they return)
breakdowns: [age_band, team, worker_change_reason, placement_type]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.involvements.invo_person_id, ssd.involvements.invo_professional_id,
  ssd.involvements.invo_professional_role_id, ssd.involvements.invo_involvement_start_date,
  ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id,
  ssd.professionals.prof_social_worker_registration_no]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.person.pers_person_id, ssd.person.pers_dob,
  ssd.involvements.invo_involvements_id, ssd.involvements.invo_worker_change_reason, ssd.cla_placement.clap_cla_placement_id,
  ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_cla_placement_type]
table: ssd.cla_episodes
numerator_says: Those with three or more allocated social workers in the 12 months that end with the period
denominator_says: Children looked after at the period's end
lookback_months: 12
edge_cases:
  - A worker counts once, even after coming back; with a case worker's role, a Social Work England number, and an involvement that touches
    care on any day of the 12 months, end days included. Any period of care of the child counts, short breaks do not.
  - Cover of under 5 working days counts. Entries of a duty team without a named worker do not; nor does an involvement without a start
    date, or one that ends before it starts.
  - The worker change reason is the latest one recorded on these involvements.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(held.workers >= 3, false)::int as numerator,
    child.excluded,
    held.worker_change_reason,
    placed.placement_type
from prepare.looked_after as child
left join prepare.social_workers_in_year as held on child.person_id = held.person_id and child.period_end = held.period_end
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
order by child.period_end, record_id
