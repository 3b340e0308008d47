/* measure
title: Children seen within 10 working days of referral
question: How soon after referral is the child actually seen?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: local default; Medway reported 'S47 and S17 assessment visits' in its 2021/22 Council Plan monitoring
breakdowns: [team, worker, s47_or_s17, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_referral_nfa, ssd.cin_assessments.cina_referral_id, ssd.cin_assessments.cina_assessment_start_date,
  ssd.cin_visits.cinv_person_id, ssd.cin_visits.cinv_cin_visit_date, ssd.cin_visits.cinv_cin_visit_seen, ssd.cp_visits.cppv_person_id,
  ssd.cp_visits.cppv_cp_visit_date, ssd.cp_visits.cppv_cp_visit_seen, ssd.cla_visits.clav_person_id, ssd.cla_visits.clav_cla_visit_date,
  ssd.cla_visits.clav_cla_visit_seen, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.person.pers_expected_dob, ssd.s47_enquiry.s47e_referral_id, ssd.s47_enquiry.s47e_s47_start_date]
table: ssd.cin_episodes
numerator_says: Those of a child seen at a visit from the referral to the 10th working day after it
denominator_says: Referrals whose 10th working day is in the period, with an assessment started and without those of no further action
lookback_months: 2
edge_cases:
  - The number of days is the setting seen_within_wd. A visit on the first or the last day counts; seen left blank is not seen.
  - A child born after the referral and by the last day is timed from the day of birth. One born later, or not yet, is out (G3).
  - Assessed means that an assessment with a start date holds the id of the referral that counts; of repeats (G2) the lowest id counts.
  - A section 47 case is one with an enquiry on the referral that started by the last day; any other is section 17.
*/
select
    referral_id as record_id,
    person_id,
    due_on as at,
    coalesce(seen_on <= due_on, false)::int as numerator,
    case
        when excluded is not null then excluded
        when no_further_action = 'Y' then 'NFA'
        when not is_assessed then 'not assessed'
        when is_unborn then 'G3'
    end as excluded,
    case when enquiry_start <= due_on then 'Section 47' else 'Section 17' end as s47_or_s17
from prepare.referrals_seen
where due_on is not null or referral_date is null
order by record_id, person_id
