/* measure
title: Average caseload of early help workers and of personal advisers
question: Are the supporting services overloaded too?
unit: ratio
kind: snapshot
direction: lower_better
target: null
benchmark: null
source: local default
breakdowns: [caseload]
audiences: [ofsted, board, scrutiny]
whole: false
needs: [ssd.early_help_episodes.earl_episode_id, ssd.early_help_episodes.earl_person_id, ssd.early_help_episodes.earl_episode_start_date,
  ssd.early_help_episodes.earl_episode_end_date, ssd.early_help_episodes.earl_episode_worker_id, ssd.care_leavers.clea_person_id,
  ssd.care_leavers.clea_care_leaver_personal_advisor, ssd.family.fami_family_id, ssd.family.fami_person_id, sup.workforce.worker_id,
  sup.workforce.role, sup.workforce.fte, sup.workforce.start_date, sup.workforce.leave_date]
optional: [ssd.care_leavers.clea_table_id, sup.workforce.spell_id]
table: ssd.early_help_episodes
other_tables: [ssd.care_leavers]
numerator_says: Families with an open early help episode and a worker at the period's end; young people with a personal adviser
denominator_says: Full-time equivalent of the early help workers, or personal advisers, who hold at least one of them
team: none
edge_cases:
  - Two results, never combined. The local targets are 15 families and 22 young people.
  - A family counts once however many of its children and workers there are; each of its workers counts. A child in several families
    stands for the lowest family id; a child without one is a family of its own.
  - Full-time equivalent is that of the worker's posts as an early help worker, or as a personal adviser, on the last day, capped at 1.0.
    A worker with none, or with a post that lacks it, is left out with the families or young people held ('no FTE').
  - A family without a worker, and a young person without an adviser, is listed as unallocated. An episode without a start date is G4, one
    that ends on the last day is closed. Care leavers are as they stand in the extract.
  - "Not built: hub area, which no field gives, and team, because a whole of both services would be added up for each."
*/
select
    from_table,
    record_id,
    person_id,
    period_end as at,
    case
        when row_number() over (partition by period_end, role, one_case, excluded order by record_id, worker_id) = 1 then 1 else 0
    end as numerator,
    case
        when row_number() over (partition by period_end, role, worker_id, excluded order by record_id, person_id) = 1 then fte else 0
    end as denominator,
    excluded,
    if(role = 'PERSONAL_ADVISER', 'Personal adviser young people', 'Early help families') as caseload,
    'caseload' as only_in
from prepare.supporting_cases
order by period_end, from_table, record_id
