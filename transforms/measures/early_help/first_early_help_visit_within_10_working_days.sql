/* measure
title: First early help visit within 10 working days
question: Once early help starts, is the family seen promptly?
unit: percent
kind: flow
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: local default
breakdowns: [worker, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.early_help_episodes.earl_episode_id, ssd.early_help_episodes.earl_person_id, ssd.early_help_episodes.earl_episode_start_date,
  sup.early_help_visits.episode_id, sup.early_help_visits.person_id, sup.early_help_visits.visit_date, sup.early_help_visits.family_seen]
optional: [ssd.early_help_episodes.earl_episode_worker_id]
table: ssd.early_help_episodes
numerator_says: Those of a child who was seen from the episode's first day to the 10th working day after it
denominator_says: Early help episodes whose 10th working day falls in the period
lookback_months: 1
team: none
edge_cases:
  - Placed on the 10th working day after the start. The first day is day 0; after a start on a Saturday day 1 is the next working day.
  - A visit counts from the first day to the 10th working day itself, for that episode and child; not one on the weekend after it.
  - A visit that failed or was cancelled, or without an answer to whether the family was seen, does not count.
  - An episode that ended sooner without a visit stays in, not met.
  - A repeat of an episode id is listed and not counted (G2). One without a start date cannot be placed (G4).
  - worker is the lead worker of the episode.
  - "Not built: breakdown by hub area; no field says in which hub's area a family lives."
*/
select
    episode.episode_id as record_id,
    episode.person_id,
    addwd(episode.start_date, 10) as at,
    exists (
        select 1
        from sup.early_help_visits as visit
        where visit.episode_id = episode.episode_id
            and visit.person_id = episode.person_id
            and visit.family_seen = 'Y'
            and visit.visit_date >= episode.start_date
            and visit.visit_date <= addwd(episode.start_date, 10)
    )::int as numerator,
    case
        when episode.person_id is null then 'missing link'
        when episode.is_repeat then 'G2'
        when episode.start_date is null then 'G4'
    end as excluded,
    episode.worker_id as worker
from prepare.early_help_once as episode
order by record_id, episode.person_id
