/* measure
title: Wait from contact to early help start
question: How long do families wait for early help?
unit: median_days
kind: flow
direction: lower_better
target: {value: 10, basis: local}
benchmark: null
source: local default; Ofsted 2019 describes the contact-to-allocation-to-first-visit chain
breakdowns: [reason, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.early_help_episodes.earl_episode_id, ssd.early_help_episodes.earl_person_id, ssd.early_help_episodes.earl_episode_start_date,
  ssd.contacts.cont_contact_id, ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date, sup.contact_decisions.contact_id,
  sup.contact_decisions.outcome_code]
optional: [ssd.early_help_episodes.earl_episode_reason, sup.contact_decisions.decision_date]
table: ssd.early_help_episodes
numerator_says: Working days from the contact to the first day of early help
denominator_says: Early help episodes that start in the period, of children with a contact passed to early help in the 90 days before
lookback_months: 4
edge_cases:
  - The contact is the child's own, decided EARLY_HELP and dated from 90 days before the start to the start itself; of several the latest.
  - Contact and start on one day is 0 days.
  - An episode without such a contact (a step down, a family that came itself) is listed and not counted ('not from a contact').
  - A repeat of an episode id is listed and not counted (G2). One without a start date cannot be placed (G4).
  - "Not built: breakdown by hub area; no field says in which hub's area a family lives."
*/
with passed_on as (
    select
        contact.cont_person_id as person_id,
        contact.cont_contact_date as contact_date
    from ssd.contacts as contact
    inner join prepare.contact_decisions as first_decision on contact.cont_contact_id = first_decision.contact_id
    where first_decision.outcome_code = 'EARLY_HELP'
)

select
    episode.episode_id as record_id,
    episode.person_id,
    episode.start_date as at,
    wd(passed_on.contact_date, episode.start_date) as value,
    case
        when episode.person_id is null then 'missing link'
        when episode.is_repeat then 'G2'
        when episode.start_date is null then 'G4'
        when passed_on.contact_date is null or passed_on.contact_date < episode.start_date - 90 then 'not from a contact'
    end as excluded,
    episode.reason
from prepare.early_help_once as episode
asof left join passed_on
    on episode.person_id = passed_on.person_id and episode.start_date >= passed_on.contact_date
order by record_id, episode.person_id
