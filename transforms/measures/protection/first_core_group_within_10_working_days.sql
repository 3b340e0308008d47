/* measure
title: First core group within 10 working days of conference
question: Does the team around the child meet quickly to build the plan?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: Working Together to Safeguard Children
breakdowns: [team, worker]
audiences: [ofsted, board, team]
needs: [ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cp_plans.cppl_icpc_id, ssd.initial_cp_conference.icpc_icpc_id, ssd.initial_cp_conference.icpc_icpc_date, sup.core_groups.cp_plan_id,
  sup.core_groups.core_group_date, sup.core_groups.professionals_present]
optional: [ssd.cp_plans.cppl_cp_plan_ola, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cp_plans
numerator_says: Those with a core group after the day of the conference and no later than the 10th working day after it
denominator_says: Child protection plans whose 10th working day after the conference is in the period
lookback_months: 1
edge_cases:
  - The law's limit is 10 working days for every plan (100%); the target here is the local one. Exactly the 10th working day is met.
  - The clock starts at the initial conference linked to the plan (of a plan moved here the transfer-in conference), else at its start;
    with neither the plan cannot be placed (G4).
  - A core group on the day of the conference does not count, nor one at which no professional is recorded as present.
  - A plan that ended before its 10th working day without such a core group is out ('ended before due').
  - Plans held for another council (G6) and of young people who are 18 by that day (G12) are out.
*/
with plan as (
    select
        -- A plan without a start date is placed by its conference where it has one.
        plan.* replace (nullif(plan.excluded, 'G4') as excluded),
        coalesce(conference.conference_date, plan.start_date) as timed_from
    from prepare.cp_plans_once as plan
    left join prepare.conference_dates as conference on plan.conference_id = conference.conference_id
),

timed as (select *, addwd(timed_from, 10) as due_on from plan),

core_group as (select cp_plan_id, core_group_date as held_on from sup.core_groups where professionals_present > 0)

select
    plan.plan_id as record_id,
    plan.person_id,
    plan.due_on as at,
    coalesce(core_group.held_on <= plan.due_on, false)::int as numerator,
    case
        when plan.excluded is not null then plan.excluded
        when plan.timed_from is null then 'G4'
        when age(plan.born, plan.due_on) >= 18 then 'G12'
        when plan.end_date < plan.due_on and coalesce(core_group.held_on > plan.due_on, true) then 'ended before due'
    end as excluded
from timed as plan
asof left join core_group on plan.plan_id = core_group.cp_plan_id and plan.timed_from < core_group.held_on
where plan.due_on is not null or plan.timed_from is null
order by plan.plan_id
