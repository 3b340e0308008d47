/* measure
title: Children assessed again within 12 months
question: How many children have assessment after assessment without lasting change?
unit: percent
kind: flow
direction: lower_better
target: {value: 25, basis: local, floor: 25}
benchmark: null
source: local default
breakdowns: [team, neglect_factor, primary_need, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_assessment_start_date,
  ssd.cin_assessments.cina_assessment_auth_date, ssd.cin_assessments.cina_person_id]
optional: [ssd.cin_assessments.cina_referral_id, ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_cin_primary_need_code,
  ssd.assessment_factors.cinf_assessment_id, ssd.assessment_factors.cinf_assessment_factors_json]
table: ssd.cin_assessments
numerator_says: Those of a child with another assessment authorised in the 12 months before this one started
denominator_says: Assessments authorised in the period that have a start date
lookback_months: 15
edge_cases:
  - The catalogue's target is "falling", with an alert above 25%; 25 stands for both target and floor, so there is no amber.
  - Counted per assessment. Authorised exactly 12 months before the start counts; authorised on the start date does not.
  - Assessments that overlap do not count. Which of the two dates of one assessment comes first is not compared, so G5 takes none out.
*/
select
    assessment.assessment_id as record_id,
    assessment.person_id,
    assessment.auth_date as at,
    exists (
        select 1
        from prepare.assessments_once as earlier
        where earlier.person_id = assessment.person_id
            and earlier.assessment_id <> assessment.assessment_id
            and earlier.auth_date >= addm(assessment.start_date, -12)
            and earlier.auth_date < assessment.start_date
    )::int as numerator,
    case
        when assessment.person_id is null then 'missing link'
        when assessment.is_repeat then 'G2'
        when assessment.start_date is null then 'G4'
    end as excluded,
    assessment_neglect.neglect_factor,
    referral_needs.primary_need
from prepare.assessments_once as assessment
left join prepare.assessment_neglect on assessment.assessment_id = assessment_neglect.assessment_id
left join prepare.referral_needs on assessment.referral_id = referral_needs.referral_id
where assessment.auth_date is not null
order by record_id
