/* measure
title: Children with neglect and long cumulative involvement
question: How many children have lived with neglect while known to us for a long time?
unit: count
kind: snapshot
direction: lower_better
target: null
benchmark: null
source: local default; drift logic from the Data to Insight drift tool idea
breakdowns: [team, worker, age_band, sibling_group, number_of_previous_referrals]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_close_date, ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_person_id,
  ssd.cin_assessments.cina_assessment_auth_date, ssd.assessment_factors.cinf_assessment_id,
  ssd.assessment_factors.cinf_assessment_factors_json, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_cp_plan_end_date, ssd.cp_plans.cppl_cp_plan_latest_category, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.family.fami_family_id, ssd.family.fami_person_id, ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_cp_plan_ola]
table: ssd.cin_episodes
numerator_says: Children under 18 with an episode of need open, neglect recorded, and 548 days or more of open episodes in the 1,096 days
  that end with the period
lookback_months: 24
edge_cases:
  - The 1,096 days include the last day. Days count once when episodes overlap, from the first of the 1,096 and up to the last day; the day
    on which an episode closes is not counted. Exactly 548 counts.
  - Neglect is factor 16A of an assessment authorised in those days, or a child protection plan with latest category neglect (NEG) that was
    open on any of them or ended on the first. Multiple categories (MUL) does not say neglect.
  - Days in care and before birth count. 18 on the last day is out (G12); a child without a date of birth, unborn or not, stays in. Plans
    for another council's child are out (G6).
  - One row a child, by the earliest open episode. Repeats of a referral (G2) and episodes without a referral date (G4) give no days.
  - "A sibling group is the counted children with one family id. Target: falling each quarter, each child reviewed by a service manager."
*/
with referral as (
    select
        person_id,
        referral_date,
        row_number() over (partition by person_id order by referral_date) - 1 as earlier
    from prepare.referrals_once
    where excluded is null
)

select
    child.referral_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(child.excluded, involved.excluded) as excluded,
    case when involved.sibling_group >= 4 then '4 or more' else involved.sibling_group::varchar end as sibling_group,
    case when referral.earlier >= 3 then '3 or more' else referral.earlier::varchar end as number_of_previous_referrals
from prepare.cin_open as child
left join prepare.long_term_neglect_at as involved
    on child.person_id = involved.person_id and child.period_end = involved.period_end
left join referral on child.person_id = referral.person_id and child.referral_date = referral.referral_date
where involved.person_id is not null or child.excluded in ('G4', 'missing link')
order by child.period_end, record_id
