/* measure
title: Early help ending in step-up to social care
question: How often does early help find that more protection was needed?
unit: percent
kind: flow
direction: neutral
target: null
benchmark: null
source: "ssd-data-model: end reason includes step-up; local mapping"
breakdowns: [reason, end_reason, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.early_help_episodes.earl_episode_id, ssd.early_help_episodes.earl_episode_end_date,
  ssd.early_help_episodes.earl_episode_end_reason]
optional: [ssd.early_help_episodes.earl_person_id, ssd.early_help_episodes.earl_episode_reason]
table: ssd.early_help_episodes
numerator_says: Those that ended in a step up to social care
denominator_says: Early help episodes that ended in the period
team: none
edge_cases:
  - Local wordings of the end reason are told apart by their words; step up, stepped up, escalated and "to social care" are a step up.
  - A wording that fits nothing known, or a blank, is no step up and stays in; `end_reason` shows both apart (Not mapped, Not known).
  - A child stepped up whose early help was left open does not count here. Unborn children count.
  - A repeat of an episode id is listed and not counted (G2).
  - "Not built: breakdown by hub area; no field says in which hub's area a family lives."
*/
select
    episode.episode_id as record_id,
    episode.person_id,
    episode.end_date as at,
    coalesce(mapped.code = 'STEP_UP', false)::int as numerator,
    case when episode.is_repeat then 'G2' end as excluded,
    episode.reason,
    case
        when mapped.code = 'STEP_UP' then 'Stepped up'
        when mapped.code = 'OUTCOMES_MET' then 'Outcomes met'
        when mapped.code = 'DISENGAGED' then 'Disengaged'
        when mapped.code = 'MOVED' then 'Moved'
        when mapped.code = 'OTHER' then 'Other'
        when episode.end_reason is not null then 'Not mapped'
    end as end_reason
from prepare.early_help_once as episode
left join prepare.early_help_end_reasons as mapped on episode.end_reason = mapped.end_reason
where episode.end_date is not null
order by record_id, episode.person_id
