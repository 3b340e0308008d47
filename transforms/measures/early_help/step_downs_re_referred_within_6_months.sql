/* measure
title: Stepped-down children referred again within six months
question: Do step-downs hold?
unit: percent
kind: flow
direction: lower_better
target: {value: 15, basis: local}
benchmark: null
source: local default derived from the DfE re-referral definition
breakdowns: [team, primary_need, neglect_factor, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_close_date,
  ssd.cin_episodes.cine_close_reason, ssd.cin_episodes.cine_referral_date, sup.step_transfers.person_id, sup.step_transfers.decision_date,
  sup.step_transfers.direction]
optional: [ssd.cin_episodes.cine_cin_primary_need_code, ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_referral_id,
  ssd.assessment_factors.cinf_assessment_id, ssd.assessment_factors.cinf_assessment_factors_json, ssd.involvements.invo_involvements_id,
  ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id, ssd.involvements.invo_professional_team,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.involvements.invo_person_id,
  ssd.department.dept_team_id, ssd.department.dept_team_name]
table: ssd.cin_episodes
numerator_says: Those of a child referred again after the closure and no later than six months after it
denominator_says: Cases stepped down to early help six months before the period
lookback_months: 6
team: day_before
edge_cases:
  - A step down is a closure for reason RC9, or any closure with a step transfer DOWN of the same child on the same date; one for each child
    and close date (G2, lowest referral id), and a repeat of a referral is no case.
  - Placed six months after the closure, so that every case has its full six months. Exactly six months counts.
  - A referral on the day of the closure does not count. A child who turns 18 in the six months stays in.
  - Team is the one that held the case the day before it closed; age is that of the day six months after.
*/
select
    step_down.referral_id as record_id,
    step_down.person_id,
    addm(step_down.close_date, 6) as at,
    exists (
        select 1
        from ssd.cin_episodes as later
        where later.cine_person_id = step_down.person_id
            and later.cine_referral_date > step_down.close_date
            and later.cine_referral_date <= addm(step_down.close_date, 6)
    )::int as numerator,
    step_down.excluded,
    holder.team,
    holder.worker,
    referral_needs.primary_need,
    referral_neglect.neglect_factor
from prepare.step_downs as step_down
left join prepare.held_at_closure as holder
    on step_down.person_id = holder.person_id and step_down.close_date = holder.close_date
left join prepare.referral_needs on step_down.referral_id = referral_needs.referral_id
left join prepare.referral_neglect on step_down.referral_id = referral_neglect.referral_id
order by record_id, step_down.person_id
