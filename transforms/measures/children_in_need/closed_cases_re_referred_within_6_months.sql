/* measure
title: Closed cases referred again within six months
question: Are cases closed too soon?
unit: percent
kind: flow
direction: lower_better
target: {value: 12, basis: local}
benchmark: null
source: local default cohort version of the DfE re-referral measure (looks forward from closure, so the closing team owns it)
breakdowns: [team, worker, close_reason, neglect_factor, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_close_date,
  ssd.cin_episodes.cine_close_reason, ssd.cin_episodes.cine_referral_date, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_referral_id, ssd.assessment_factors.cinf_assessment_id,
  ssd.assessment_factors.cinf_assessment_factors_json, ssd.involvements.invo_involvements_id, ssd.involvements.invo_professional_id,
  ssd.involvements.invo_professional_role_id, ssd.involvements.invo_professional_team, ssd.involvements.invo_involvement_start_date,
  ssd.involvements.invo_involvement_end_date, ssd.involvements.invo_person_id, ssd.department.dept_team_id, ssd.department.dept_team_name]
table: ssd.cin_episodes
numerator_says: Those of a child referred again after the closure and no later than six months after it
denominator_says: Cases closed six months earlier, for any reason but adoption, death, move to another council or to adult services, of
  children under 17 and a half
lookback_months: 6
team: day_before
edge_cases:
  - Placed six months after the closure; team and worker are those who held the case the day before it closed.
  - Exactly six months counts; a referral on the day of the closure does not. Closures RC8, RC9 and with no reason recorded stay in.
  - One closure for each child and close date (G2), the lowest referral id, compared as text, stays; a repeat of a referral is no case.
  - A child with no date of birth, unborn or not, stays in. Children who die or move after the closure stay in.
*/
select
    closure.referral_id as record_id,
    closure.person_id,
    addm(closure.close_date, 6) as at,
    exists (
        select 1
        from prepare.referrals_once as later
        where later.person_id = closure.person_id
            and later.referral_date > closure.close_date
            and later.referral_date <= addm(closure.close_date, 6)
    )::int as numerator,
    closure.excluded,
    holder.team as team,
    holder.worker as worker,
    labels.label as close_reason,
    referral_neglect.neglect_factor
from prepare.case_closures as closure
left join prepare.held_at_closure as holder
    on closure.person_id = holder.person_id and closure.close_date = holder.close_date
left join prepare.labels on closure.close_reason = labels.code and labels.code_set = 'cin_closure_reason'
left join prepare.referral_neglect on closure.referral_id = referral_neglect.referral_id
order by record_id
