/* measure
title: Completed actions with evidence accepted by the board
question: Can we prove it was done?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [theme, evidence_type]
audiences: [ofsted, board]
needs: [sup.actions.plan_version, sup.actions.action_id, sup.actions.plan_version_start_date, sup.actions.status,
  sup.actions.completed_date, sup.action_evidence.evidence_id, sup.action_evidence.action_id, sup.action_evidence.decision,
  sup.action_evidence.decision_date, sup.action_evidence.decided_by]
optional: [sup.action_evidence.evidence_type, sup.actions.theme]
table: sup.actions
numerator_says: Those whose latest evidence decided on by the period's end was accepted by the Improvement Board
denominator_says: Complete actions of the plan in force at the period's end, completed more than 10 working days before
team: none
edge_cases:
  - The plan in force is the version that came into force last on or before the period's end; of two on one day the higher label.
  - Complete counts only with a completion dated on or before the period's end.
  - An action completed in the last 10 working days is listed and not counted; one with exactly 10 working days since counts.
  - An acceptance needs its date and the name of the board member; without either it is no decision, and nor is one after the period.
  - Of several items the latest decision holds, accepted or rejected (of one day the highest evidence id), whatever the plan's version.
*/
with decision as (
    select
        action_id, decision_date, decision = 'ACCEPTED' as is_accepted, evidence_type,
        row_number() over (order by decision_date, evidence_id, source_file, source_row) as decision_no
    from sup.action_evidence
    where decision = 'REJECTED' or (decision = 'ACCEPTED' and decided_by is not null)
),

decided as (
    select
        action.period_end,
        action.action_id,
        arg_max({'is_accepted': decision.is_accepted, 'evidence_type': decision.evidence_type}, decision.decision_no) as latest
    from (select distinct period_end, action_id from prepare.plan_actions_at) as action
    inner join decision on action.action_id = decision.action_id and decision.decision_date <= action.period_end
    group by action.period_end, action.action_id
)

select
    action.record_id,
    null::varchar as person_id,
    action.period_end as at,
    coalesce(decided.latest.is_accepted, false)::int as numerator,
    case
        when action.is_repeat then 'G2'
        when wd(action.completed_date, action.period_end) < 10 then 'completed in the last 10 working days'
    end as excluded,
    action.theme,
    case when decided.latest.is_accepted then labels.label else 'None accepted' end as evidence_type
from prepare.plan_actions_at as action
left join decided on action.period_end = decided.period_end and action.action_id = decided.action_id
left join prepare.labels on decided.latest.evidence_type = labels.code and labels.code_set = 'evidence_type'
where action.is_complete
order by record_id
