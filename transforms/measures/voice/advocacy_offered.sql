/* measure
title: Children offered an advocate
question: Do children know someone can speak for them?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: local default
breakdowns: [age_band, disability, status]
audiences: [ofsted, board, scrutiny]
needs: [sup.advocacy.person_id, sup.advocacy.offer_date, sup.advocacy.age_appropriate, ssd.cp_plans.cppl_cp_plan_id,
  ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date,
  ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.cp_plans.cppl_cp_plan_ola, ssd.cla_episodes.clae_cla_episode_id]
table: ssd.cp_plans
other_tables: [ssd.cla_episodes]
numerator_says: Those offered an advocate, in a way that suits the child's age, no later than 20 working days after the start
denominator_says: Starts of a child protection plan or of a period of care, 20 working days earlier, of children aged 5 to 17
lookback_months: 3
edge_cases:
  - Placed 20 working days after the start; day 20 counts, and so does any offer before it, however long ago.
  - A child who starts a plan and comes into care counts once for each start, and the same offer may meet both.
  - The offer needs a date and a yes to whether its method suits the child's age.
  - Aged 5 to 17 on the day of the start. Without a date of birth the age is unknown and the start is out.
  - A period of care (clae_cla_id) starts with its first episode. Plans for another council's child and short-break episodes are out (G6).
*/
select
    start.record_id,
    start.from_table,
    start.person_id,
    addwd(start.start_date, 20) as at,
    coalesce(offer.first_date <= addwd(start.start_date, 20), false)::int as numerator,
    case
        when start.excluded is not null then start.excluded
        when start.born is null then 'no date of birth'
        when age(start.born, start.start_date) not between 5 and 17 then 'not 5 to 17'
    end as excluded,
    start.status
from prepare.protection_and_care_starts as start
left join (
    select person_id, min(offer_date) as first_date from sup.advocacy where age_appropriate = 'Y' group by person_id
) as offer on start.person_id = offer.person_id
order by start.record_id
