/* measure
title: Average SDQ score
question: How well are children in care emotionally?
unit: mean
kind: snapshot
direction: lower_better
target: {value: 13.9, basis: local}
benchmark: null
source: DfE OC2 SDQ scores (bands as used in SSDA903 guidance)
breakdowns: [age_band, sex, placement_type, uasc, score_band]
audiences: [ofsted, board, scrutiny]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.sdq_scores.csdq_person_id,
  ssd.sdq_scores.csdq_sdq_completed_date, ssd.sdq_scores.csdq_sdq_reason, ssd.sdq_scores.csdq_sdq_score, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date, ssd.immigration_status.immi_immigration_status_end_date,
  ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_person_id]
table: ssd.cla_episodes
numerator_says: Their latest strengths and difficulties scores of the last 12 months, added up
denominator_says: Children looked after at the period's end for 12 months or more, aged 4 to 16, with a score in the last 12 months
lookback_months: 12
edge_cases:
  - The children are those in the numerator of sdq_completed, and its rules hold; of two scores on one day the higher counts.
  - "Bands beside it: 0-13 normal, 14-16 borderline, 17-40 cause for concern. At least 11 children before a trend is drawn."
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    child.score as value,
    coalesce(child.excluded, if(child.score is null, 'not completed', null)) as excluded,
    placed.placement_type,
    unaccompanied.uasc,
    case
        when child.score <= 13 then 'Normal (0-13)'
        when child.score <= 16 then 'Borderline (14-16)'
        when child.score <= 40 then 'Cause for concern (17-40)'
    end as score_band
from prepare.sdq_at as child
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
left join prepare.unaccompanied_at as unaccompanied
    on child.person_id = unaccompanied.person_id and child.period_end = unaccompanied.period_end
order by child.period_end, record_id
