/* measure
title: CIN plans open 12 months or more
question: Are CIN plans drifting?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 15, basis: local}
benchmark: null
source: local default
breakdowns: [team, worker, disability, primary_need]
audiences: [ofsted, board, team]
needs: [ssd.cin_plans.cinp_cin_plan_id, ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date,
  ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_cp_plan_end_date, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date]
optional: [ssd.person.pers_person_id, ssd.person.pers_dob, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_cin_primary_need_code,
  ssd.cin_episodes.cine_close_date, ssd.cin_plans.cinp_referral_id, ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_cp_plan_ola,
  ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id]
table: ssd.cin_plans
numerator_says: Those that started 12 months or more before the period's end
denominator_says: Child in need plans open at the period's end, of children who are not on a protection plan or looked after
lookback_months: 12
edge_cases:
  - Exactly 12 months counts. A plan that ends on the last day is closed.
  - A plan that closed and opened again within 7 days is one plan, with the first start, open on the days between; listed by the last plan
    to have started. One that never ended is not continued, so two open plans are two.
  - Disabled children are shown apart by the breakdown disability, because long plans can be right for them; the target is for the group No.
  - Short breaks and plans for another council's child are no care and no plan (G6). 18 on the last day is out (G12); a child without a date
    of birth stays in.
  - A plan without a start date that had not ended is listed and not counted (G4).
*/
select
    plan.plan_id as record_id,
    plan.person_id,
    plan.period_end as at,
    coalesce(addm(plan.spell_start, 12) <= plan.period_end, false)::int as numerator,
    plan.excluded,
    need.primary_need
from prepare.cin_plans_at as plan
left join prepare.referral_needs as need on plan.referral_id = need.referral_id
order by plan.period_end, record_id
