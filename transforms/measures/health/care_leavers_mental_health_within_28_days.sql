/* measure
title: Care leavers with a mental health need getting help within 28 days
question: Do care leavers get emotional support?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 75, basis: local}
benchmark: null
source: local default
breakdowns: [age, uasc, previous_camhs, provider, help]
audiences: [ofsted, board, scrutiny]
needs: [sup.cl_health_needs.person_id, sup.cl_health_needs.need_type, sup.cl_health_needs.need_identified_date,
  sup.cl_health_needs.support_offer_date, sup.cl_health_needs.declined, sup.cl_health_needs.support_start_date,
  sup.cl_health_needs.provider_type, ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility,
  ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date, sup.cl_health_needs.provider, sup.mh_referrals.person_id,
  sup.mh_referrals.referral_date]
table: sup.cl_health_needs
numerator_says: Those whose support started within 28 days, or was offered within 28 days and declined
denominator_says: Emotional and mental health needs of care leavers aged 17 to 24 that were identified 28 days earlier
lookback_months: 2
edge_cases:
  - Placed 28 days after the need was identified; day 28 is in time. Each need counts, so a young person may count more than once.
  - Support is the NHS, commissioned counselling or a specialist worker; the adviser alone, or a provider not recorded, is none.
  - An offer dated within 28 days and declined is met, and is shown apart by the breakdown help.
  - A care leaver has a row relevant, former relevant or qualifying; the age is that on the day the need was identified. Without a date of
    birth it is unknown and the need is out.
  - Support, or a declined offer, dated before the need is taken out (G5).
  - Previous CAMHS is an earlier mental health referral of any provider; uasc is a status now or once held.
*/
select
    need.record_id,
    need.person_id,
    need.due_on as at,
    (need.help <> 'Not in time')::int as numerator,
    need.excluded,
    need.age_then::varchar as age,
    case
        when unaccompanied.since <= need.due_on then 'Unaccompanied'
        when exists (select 1 from ssd.immigration_status where immi_person_id is not null) then 'Not unaccompanied'
    end as uasc,
    case
        when earlier.first_date < need.need_identified_date then 'Yes'
        when exists (select 1 from sup.mh_referrals where person_id is not null) then 'No'
    end as previous_camhs,
    need.provider,
    need.help
from prepare.care_leaver_health_needs as need
left join prepare.unaccompanied_ever as unaccompanied on need.person_id = unaccompanied.person_id
left join (
    select person_id, min(referral_date) as first_date from sup.mh_referrals group by person_id
) as earlier on need.person_id = earlier.person_id
order by need.record_id
