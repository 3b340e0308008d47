/* measure
title: Long-term children living with the same carer for two years
question: Do children in long-term care have a settled home?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 70, basis: local}
benchmark:
  value: 69
  area: England
  year: 2025
  source: DfE Children looked after in England including adoptions, reporting year 2025 (19,680 of 28,710)
source: DfE placement stability (2.5 years / 2 years); older national indicator 63
breakdowns: [age_band, sex, ethnicity, placement_type]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.cla_episodes.clae_cla_episode_start_reason, ssd.cla_episodes.clae_cla_placement_id,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id,
  ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_placement_urn, ssd.cla_placement.clap_cla_placement_postcode,
  ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.cla_episodes.clae_cla_episode_id, sup.placement_carers.placement_id, sup.placement_carers.carer_id]
table: ssd.cla_episodes
numerator_says: Those with the same carer for two years or more, or placed for adoption for two years together with the placement before
denominator_says: Children under 16 looked after at the period's end, in one period of care for two and a half years or more
lookback_months: 24
edge_cases:
  - Two years and two and a half are 24 and 30 calendar months, reached on the day itself; 16 on the last day is out.
  - The carer's start is the first placement of the run that reasons L, T and U carry on (same carer; a carer who moves house is the same).
    Going back after a temporary move (T0-T4), however long, to the carer held before it goes on with the run.
  - During a temporary move at the period's end the carer is the one it interrupts. A child with no placement then is not met.
  - For A3-A6 the placement immediately before counts from its carer's start; if it is of the same carer, that start is the run's.
  - Without a carer on record, placement type, URN and postcode together stand for the carer (approximate); with neither URN nor
    postcode the carer is unknown and never the same.
  - Without a date of birth nobody knows who is under 16, so the child is listed and not counted.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(addm(run.settled_since, 24) <= child.period_end, false)::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when addm(child.care_start, 30) > child.period_end then 'under two and a half years'
        when child.born is null then 'no date of birth'
        when age(child.born, child.period_end) >= 16 then '16 or over'
    end as excluded,
    settled.placement_type
from prepare.looked_after as child
left join prepare.settled_at as settled on child.person_id = settled.person_id and child.period_end = settled.period_end
left join prepare.carer_runs as run on settled.placement_id = run.placement_id and settled.person_id = run.person_id
order by child.period_end, record_id
