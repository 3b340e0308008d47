/* measure
title: Children on CIN plans seen in the last 20 working days
question: Are children in need visited regularly?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: local default (a published council practice guide uses 20 working days)
breakdowns: [team, worker, disability, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date, ssd.cin_plans.cinp_cin_plan_end_date,
  ssd.cin_visits.cinv_person_id, ssd.cin_visits.cinv_cin_visit_date, ssd.cin_visits.cinv_cin_visit_seen, ssd.cp_plans.cppl_person_id,
  ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date, ssd.cla_episodes.clae_person_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.person.pers_expected_dob, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_close_date, ssd.cin_plans.cinp_cin_plan_id,
  ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_cp_plan_ola, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id]
table: ssd.cin_plans
numerator_says: Those seen at a visit no more than 20 working days before the period's end
denominator_says: Children with a child in need plan open for 20 working days or more at the period's end, not on a protection plan, looked
  after or unborn
lookback_months: 2
edge_cases:
  - One row a child, by the earliest open plan that is 20 working days old, then the lowest id as text. The limit is the setting
    cin_visit_wd.
  - Exactly 20 working days is met; a visit on the last day, or on the day the plan started, counts. A visit without "seen" answered yes
    does not.
  - A visit recorded with the protection visits does not count. Plans are those of the extract; a plan that closed and opened again is a new
    one.
  - Short breaks and plans for another council's child are no care and no plan (G6). 18 on the last day is out (G12).
  - A child born after the last day, or only expected, is unborn (G3); one without either date, or not on record, cannot be told and is out.
*/
with limits as (
    select value::integer as days from ref.setting where name = 'cin_visit_wd'
)

select
    plan.plan_id as record_id,
    plan.person_id,
    plan.period_end as at,
    coalesce(wd(max(visit.cinv_cin_visit_date), plan.period_end) <= limits.days, false)::int as numerator,
    case
        when plan.excluded is not null then plan.excluded
        when wd(plan.start_date, plan.period_end) < limits.days then 'not due'
        when row_number() over (
            partition by plan.period_end, plan.person_id, plan.excluded order by plan.start_date, plan.plan_id
        ) > 1 then 'G2'
    end as excluded
from prepare.cin_plans_with_child as plan
cross join limits
left join ssd.cin_visits as visit
    on plan.person_id = visit.cinv_person_id
    and visit.cinv_cin_visit_seen = 'Y'
    and visit.cinv_cin_visit_date <= plan.period_end
group by plan.period_end, plan.plan_id, plan.person_id, plan.start_date, plan.excluded, limits.days
order by plan.period_end, record_id
