/* measure
title: Vulnerable children waiting over 18 weeks for mental health treatment
question: Is the backlog clearing?
unit: count
kind: snapshot
direction: lower_better
target: {value: 0, basis: local}
benchmark: null
source: local default
breakdowns: [status, provider, weeks_band]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.mh_referrals.mh_referral_id, sup.mh_referrals.person_id, sup.mh_referrals.referral_date, sup.mh_referrals.accepted,
  sup.mh_referrals.treatment_start_date, sup.mh_referrals.discharge_date, ssd.cin_episodes.cine_person_id,
  ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_close_date, ssd.cla_episodes.clae_person_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.care_leavers.clea_person_id,
  ssd.care_leavers.clea_care_leaver_eligibility]
optional: [ssd.person.pers_person_id, ssd.person.pers_dob, ssd.person.pers_expected_dob, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date,
  ssd.cin_episodes.cine_referral_id, ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date,
  ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_cp_plan_end_date, ssd.cp_plans.cppl_cp_plan_ola, ssd.cla_episodes.clae_cla_episode_id, sup.mh_referrals.provider]
table: sup.mh_referrals
numerator_says: Children open to social care and care leavers who have waited for mental health treatment for more than 126 days
lookback_months: 24
edge_cases:
  - Waiting is accepted, not treated and not discharged on or before the last day. Day 126 is not over; treated or discharged on the last
    day no longer waits.
  - A person with several such referrals counts once, by the oldest, then the lowest id as text.
  - Open to social care at the period's end by an episode of need or care, or a care leaver's row (relevant, former relevant or qualifying)
    at any age, as the definition names none. The status is the highest one.
  - A referral without an answer whether it was accepted is listed and not counted; a rejected one is not waiting. Without a referral date
    the wait is unknown (G4).
*/
select
    mh_referral_id as record_id,
    person_id,
    period_end as at,
    case
        when excluded is not null then excluded
        when row_number() over (
            partition by period_end, person_id, excluded order by referral_date, mh_referral_id
        ) > 1 then 'G2'
    end as excluded,
    status,
    provider,
    case
        when days <= 182 then '18 to 26 weeks'
        when days <= 364 then '27 to 52 weeks'
        when days > 364 then 'Over 52 weeks'
    end as weeks_band
from prepare.mh_waiting_at
order by period_end, record_id
