/* measure
title: Wait from mental health referral to treatment start
question: How long do vulnerable children wait for mental health help?
unit: median_days
kind: flow
direction: lower_better
target: {value: 28, basis: local}
benchmark: null
source: local default
breakdowns: [status, provider, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.mh_referrals.mh_referral_id, sup.mh_referrals.person_id, sup.mh_referrals.referral_date, sup.mh_referrals.accepted,
  sup.mh_referrals.treatment_start_date, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_close_date, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility,
  ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.person.pers_expected_dob, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cin_episodes.cine_referral_id,
  ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date, ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_cp_plan_id,
  ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date, ssd.cp_plans.cppl_cp_plan_ola,
  ssd.cla_episodes.clae_cla_episode_id, sup.mh_referrals.provider, sup.mh_referrals.discharge_date]
table: sup.mh_referrals
numerator_says: Median of the calendar days from referral to the first treatment contact
denominator_says: Mental health referrals of children open to social care, or care leavers under 25, whose treatment started in the period
lookback_months: 24
edge_cases:
  - Open to social care, and the status shown, are of the referral date - by an episode of need or care, or a care leaver's row (relevant,
    former relevant or qualifying) under 25. The highest status is shown, protection plan by G6 and G12.
  - Rejected referrals are listed and not counted; a blank acceptance with a treatment start counts. A referral after discharge is one of
    its own.
  - Treatment before the referral is taken out (G5). The same day is a wait of 0 days. No wait should be over 126 days.
*/
select
    mh_referral_id as record_id,
    person_id,
    if(accepted = 'N', coalesce(treatment_start_date, referral_date), treatment_start_date) as at,
    cd(referral_date, treatment_start_date) as value,
    case
        when excluded is not null then excluded
        when accepted = 'N' then 'rejected'
        when referral_date is null then 'G4'
        when not is_open then 'not open to social care'
        when treatment_start_date < referral_date then 'G5'
    end as excluded,
    status,
    provider
from prepare.mh_referrals_once
where treatment_start_date is not null or accepted = 'N'
order by record_id
