/* measure
title: Assessments completed within 45 working days of referral
question: Are assessments finished inside the statutory clock, counted from referral?
unit: percent
kind: flow
direction: higher_better
target: {value: 100, basis: statutory}
benchmark: null
source: Working Together to Safeguard Children; difference from assessments_within_45_working_days_of_start is deliberate and must be shown
  side by side
breakdowns: [team, worker, primary_need]
audiences: [ofsted, board, team]
needs: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_assessment_start_date,
  ssd.cin_assessments.cina_assessment_auth_date, ssd.cin_assessments.cina_referral_id, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_referral_date]
optional: [ssd.cin_assessments.cina_person_id, ssd.cin_episodes.cine_cin_primary_need_code]
table: ssd.cin_assessments
numerator_says: Those authorised no more than 45 working days after the referral
denominator_says: Assessments authorised in the period that are the first on their referral
lookback_months: 6
edge_cases:
  - The first is the one with the earliest start date, then the lowest id (as text), authorised or not; the others have no referral clock.
  - The referral is the one whose id the assessment holds, whatever became of it; without one it is a missing link.
  - Started up to 5 days before the referral, it is timed from the referral all the same; started earlier, or authorised before it, is G5.
  - No start date (whether it came first cannot be told) or no referral date is G4. Exactly 45 is met.
*/
with referral as (
    select cine_referral_id as referral_id, min(cine_referral_date) as referral_date
    from ssd.cin_episodes
    group by cine_referral_id
),

in_order as (
    select
        *,
        row_number() over (
            partition by referral_id, is_repeat order by start_date nulls last, assessment_id, auth_date, person_id
        ) as number_on_referral
    from prepare.assessments_once
)

select
    assessment.assessment_id as record_id,
    assessment.person_id,
    assessment.auth_date as at,
    coalesce(wd(referral.referral_date, assessment.auth_date) <= 45, false)::int as numerator,
    case
        when assessment.is_repeat then 'G2'
        when referral.referral_id is null then 'missing link'
        when assessment.start_date is null then 'G4'
        when assessment.number_on_referral > 1 then 'later assessment'
        when referral.referral_date is null then 'G4'
        when assessment.start_date < referral.referral_date - 5 or assessment.auth_date < referral.referral_date then 'G5'
    end as excluded,
    referral_needs.primary_need
from in_order as assessment
left join referral on assessment.referral_id = referral.referral_id
left join prepare.referral_needs on assessment.referral_id = referral_needs.referral_id
where assessment.auth_date is not null
order by record_id
