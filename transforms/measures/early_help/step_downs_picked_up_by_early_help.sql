/* measure
title: Step-downs picked up by early help within 10 working days
question: When a case steps down, does early help actually start?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: local default; DfE closure reason RC9 (closed after assessment, referred to early help)
breakdowns: [team, primary_need, not_started_reason]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_close_date,
  ssd.cin_episodes.cine_close_reason, ssd.early_help_episodes.earl_person_id, ssd.early_help_episodes.earl_episode_start_date,
  ssd.early_help_episodes.earl_episode_end_date, sup.step_transfers.person_id, sup.step_transfers.decision_date,
  sup.step_transfers.direction]
optional: [ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_cin_primary_need_code, ssd.involvements.invo_involvements_id,
  ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id, ssd.involvements.invo_professional_team,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.involvements.invo_person_id,
  ssd.department.dept_team_id, ssd.department.dept_team_name, sup.step_transfers.not_started_reason]
table: ssd.cin_episodes
numerator_says: Those of a child whose early help was open on the day of the closure or started within 10 working days of it
denominator_says: Cases stepped down to early help whose 10th working day after the closure falls in the period
lookback_months: 1
team: day_before
edge_cases:
  - A step down is a closure for reason RC9, or any closure with a step transfer DOWN of the same child on the same date; one for each child
    and close date (G2, lowest referral id), and a repeat of a referral is no case.
  - Placed on the 10th working day after the closure; a start on that day itself counts, one on the weekend after it does not.
  - Early help that ends on the day of the closure is closed. An episode without a start date counts for nothing.
  - A family that declined stays in, not met; `not_started_reason` shows why. The team is the one that held the case the day before.
  - "Not built: breakdown by hub area; no field says in which hub's area a family lives."
*/
with picked_up as (
    select distinct step_down.person_id, step_down.close_date
    from prepare.step_downs as step_down
    inner join ssd.early_help_episodes as help
        on step_down.person_id = help.earl_person_id
        and help.earl_episode_start_date <= addwd(step_down.close_date, 10)
    where help.earl_episode_start_date > step_down.close_date
        or coalesce(help.earl_episode_end_date, date 'infinity') > step_down.close_date
)

select
    step_down.referral_id as record_id,
    step_down.person_id,
    addwd(step_down.close_date, 10) as at,
    (picked_up.person_id is not null)::int as numerator,
    step_down.excluded,
    holder.team,
    holder.worker,
    referral_needs.primary_need,
    case when picked_up.person_id is not null then 'Started' else labels.label end as not_started_reason
from prepare.step_downs as step_down
left join picked_up on step_down.person_id = picked_up.person_id and step_down.close_date = picked_up.close_date
left join prepare.held_at_closure as holder
    on step_down.person_id = holder.person_id and step_down.close_date = holder.close_date
left join prepare.referral_needs on step_down.referral_id = referral_needs.referral_id
left join prepare.labels on step_down.not_started_reason = labels.code and labels.code_set = 'not_started_reason'
order by record_id, step_down.person_id
