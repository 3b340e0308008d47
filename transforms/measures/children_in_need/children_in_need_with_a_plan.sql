/* measure
title: Children in need with a current plan
question: Does every child in need have a plan?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: local default; CIN plans collected in the census since 2022
breakdowns: [team, worker, primary_need, disability]
audiences: [ofsted, board, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_close_date, ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date,
  ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_cp_plan_end_date, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility,
  ssd.cin_assessments.cina_person_id, ssd.cin_assessments.cina_assessment_start_date, ssd.cin_assessments.cina_assessment_auth_date,
  ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.cin_episodes.cine_cin_primary_need_code, ssd.cin_assessments.cina_assessment_id,
  ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_cp_plan_ola, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id]
table: ssd.cin_episodes
numerator_says: Those with a child in need plan open at the period's end
denominator_says: Children under 18 with an episode of need open for more than 45 working days at the period's end, who are not on a
  protection plan, looked after or being assessed
lookback_months: 3
edge_cases:
  - One row a child, by the earliest open episode, then the lowest id as text. 45 working days exactly is not more than 45.
  - A plan, protection plan, episode of care or assessment that ends on the last day is closed then.
  - Short breaks and plans for another council's child are no care and no plan (G6), so a disabled child with short breaks alone stays in.
  - An assessment is open from its start to its authorisation; one without a start date is not known to be open (G4).
  - A care leaver has a row relevant, former relevant or qualifying. 18 on the last day is out; a child without a date of birth, unborn or
    not, stays in.
*/
select
    child.referral_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(status.has_cin_plan, false)::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when age(birth.born, child.period_end) >= 18 then if(leaver.person_id is not null, 'care leaver', 'G12')
        when status.is_on_cp_plan then 'protection plan'
        when status.is_looked_after then 'looked after'
        when assessed.person_id is not null then 'assessment open'
        when wd(child.referral_date, child.period_end) <= 45 then 'not due'
    end as excluded,
    need.primary_need
from prepare.cin_open as child
left join prepare.births as birth on child.person_id = birth.person_id
left join prepare.child_status_at as status
    on child.person_id = status.person_id and child.period_end = status.period_end
left join prepare.care_leaver_rows as leaver on child.person_id = leaver.person_id
left join prepare.being_assessed_at as assessed
    on child.person_id = assessed.person_id and child.period_end = assessed.period_end
left join prepare.referral_needs as need on child.referral_id = need.referral_id
order by child.period_end, record_id
