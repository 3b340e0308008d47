/* measure
title: Children in care with an SDQ this year
question: Do we know how children feel?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: DfE OC2 (SDQ ages 4-16)
breakdowns: [age_band, sex, placement_type]
audiences: [ofsted, board, scrutiny]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.sdq_scores.csdq_person_id,
  ssd.sdq_scores.csdq_sdq_completed_date, ssd.sdq_scores.csdq_sdq_reason, ssd.sdq_scores.csdq_sdq_score, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_person_id]
table: ssd.cla_episodes
numerator_says: Those with a strengths and difficulties score in the last 12 months
denominator_says: Children looked after at the period's end for 12 months or more, aged 4 to 16
lookback_months: 12
edge_cases:
  - Exactly 12 months ago does not count; the last day does. Score 0 is valid; one that is no whole number from 0 to 40 is not completed.
  - Aged 4 on the last day is in and 17 is out; without a date of birth the age is unknown and the child is out.
  - Reason SDQ1 dated in the 12 months takes the child out; SDQ2 to SDQ5 and no questionnaire are not completed.
  - 12 months of care exactly is enough, without a break, counted from the start of the period of care (clae_cla_id).
  - Short-break episodes are out for their whole length (G6).
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    (child.score is not null)::int as numerator,
    child.excluded,
    placed.placement_type
from prepare.sdq_at as child
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
order by child.period_end, record_id
