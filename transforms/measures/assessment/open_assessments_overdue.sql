/* measure
title: Open assessments already past 45 working days
question: How many children are still waiting beyond the limit?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 0, basis: statutory, floor: 5}
benchmark: null
source: CIN census validation query 8670Q uses the same idea (open more than 45 working days)
breakdowns: [team, worker, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_assessment_start_date,
  ssd.cin_assessments.cina_assessment_auth_date, ssd.cin_assessments.cina_referral_id, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_close_date]
optional: [ssd.cin_assessments.cina_person_id]
table: ssd.cin_assessments
numerator_says: Those that started more than 45 working days before the period's end
denominator_says: Assessments open at the period's end
edge_cases:
  - Authorised on the last day is closed, not open. Exactly 45 working days is not overdue.
  - An assessment whose episode closed on or before the period's end is abandoned, so listed and not counted.
  - An assessment without a start date that is not authorised by the period's end is listed and not counted (G4).
*/
with snapshot as (
    select distinct period_end
    from periods
),

closure as (
    select
        cine_referral_id as referral_id,
        min(cine_close_date) as close_date
    from ssd.cin_episodes
    group by cine_referral_id
)

select
    assessment.assessment_id as record_id,
    assessment.person_id,
    snapshot.period_end as at,
    coalesce(wd(assessment.start_date, snapshot.period_end) > 45, false)::int as numerator,
    case
        when assessment.is_repeat then 'G2'
        when closure.close_date <= snapshot.period_end then 'abandoned'
        when assessment.start_date is null then 'G4'
    end as excluded
from snapshot
inner join prepare.assessments_once as assessment
    on coalesce(assessment.start_date, date '-infinity') <= snapshot.period_end
    and coalesce(assessment.auth_date, date 'infinity') > snapshot.period_end
left join closure on assessment.referral_id = closure.referral_id
order by snapshot.period_end, record_id
