/* measure
title: Assessments completed within 45 working days of starting
question: Are assessments finished on time (the published England measure)?
unit: percent
kind: flow
direction: higher_better
target: {value: 90, basis: local, floor: 80}
benchmark:
  value: 85.7
  area: England
  year: 2025
  source: DfE Children in need, year ending 31 March 2025 (555,820 of 648,830; own sum of the duration bands)
source: DfE Children in need table C2 (duration of assessment in working days; same-day is a separate band so day count starts at 0)
breakdowns: [team, worker, primary_need, age_band, disability]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_assessment_start_date,
  ssd.cin_assessments.cina_assessment_auth_date]
optional: [ssd.cin_assessments.cina_person_id, ssd.cin_assessments.cina_referral_id, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_cin_primary_need_code]
table: ssd.cin_assessments
numerator_says: Those authorised no more than 45 working days after they started
denominator_says: Assessments authorised in the period
edge_cases:
  - The law's limit is 45 working days for every assessment (100%); the target here is the local one.
  - Started and authorised on the same day is 0 days; exactly 45 is met. A start at a weekend behaves as the end of the working day before.
  - No start date (G4) or authorised before it started (G5) is listed and not counted.
  - Two assessments on one referral count separately. Open assessments are in open_assessments_overdue.
*/
select
    assessment.assessment_id as record_id,
    assessment.person_id,
    assessment.auth_date as at,
    coalesce(wd(assessment.start_date, assessment.auth_date) <= 45, false)::int as numerator,
    case
        when assessment.is_repeat then 'G2'
        when assessment.start_date is null then 'G4'
        when assessment.auth_date < assessment.start_date then 'G5'
    end as excluded,
    referral_needs.primary_need
from prepare.assessments_once as assessment
left join prepare.referral_needs on assessment.referral_id = referral_needs.referral_id
where assessment.auth_date is not null
order by record_id
