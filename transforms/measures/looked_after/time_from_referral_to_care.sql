/* measure
title: Time from referral to coming into care
question: When children do need care, how long did we take?
unit: median_days
kind: rolling_12_months
direction: neutral
target: null
benchmark: null
source: "Data to Insight drift tool (patch): referral to CLA wait, last referral before the event"
breakdowns: [age_band, need, neglect_factor]
audiences: [ofsted, board]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.cla_episodes.clae_cla_episode_start_reason, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date,
  ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.immigration_status.immi_person_id,
  ssd.immigration_status.immi_immigration_status]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_primary_need_code, ssd.person.pers_person_id,
  ssd.person.pers_dob, ssd.cin_episodes.cine_referral_id, ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_referral_id,
  ssd.assessment_factors.cinf_assessment_id, ssd.assessment_factors.cinf_assessment_factors_json]
table: ssd.cla_episodes
numerator_says: Days from the child's latest referral, on or before the start of care, to that start (the median)
denominator_says: Periods of care that started in the 12 months that end with the period, of children referred on or before the start
lookback_months: 12
edge_cases:
  - Referred on the day care starts is 0 days; a referral after it is ignored. Cases open for long give long waits by design.
  - A child with no referral on record by then is listed and not counted. So is a child who was ever recorded as an unaccompanied asylum
    seeker, whenever that was and with or without dates.
  - A period of care starts with its first episode, for reason S; one that begins with another reason, or none recorded, is listed.
  - Short-break episodes (V3, V4) are out for their whole length (G6); a start on or after the 18th birthday is out (G12).
  - Neglect is what the assessments of that latest referral found (16A); of referrals on one day the lowest id counts.
  - There is no target; read it with audit.
*/
with referral as (
    select person_id, referral_date, referral_id
    from prepare.referrals_once
    where excluded is null
)

select
    start.episode_id as record_id,
    start.person_id,
    start.start_date as at,
    cd(referral.referral_date, start.start_date) as value,
    case
        when start.excluded is not null then start.excluded
        when exists (
            select 1
            from ssd.immigration_status
            where immi_person_id = start.person_id and immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
        ) then 'unaccompanied'
        when referral.referral_date is null then 'no referral'
    end as excluded,
    start.need,
    referral_neglect.neglect_factor
from prepare.care_starts as start
asof left join referral on start.person_id = referral.person_id and start.start_date >= referral.referral_date
left join prepare.referral_neglect on referral.referral_id = referral_neglect.referral_id
order by record_id, start.person_id
