/* measure
title: Improvement plan actions complete or on track
question: Is the improvement plan moving?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: local default
breakdowns: [theme, owner, report_recommendation, overdue, re_dated]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.actions.plan_version, sup.actions.action_id, sup.actions.plan_version_start_date, sup.actions.start_date,
  sup.actions.current_due_date, sup.actions.status, sup.actions.owner_rating, sup.actions.completed_date]
optional: [sup.actions.recommendation_ref, sup.actions.theme, sup.actions.owner, sup.actions.original_due_date]
table: sup.actions
numerator_says: Those complete, or in progress, not overdue and rated green or amber by their owner
denominator_says: Actions of the plan in force at the period's end that were due to have started, without those withdrawn
team: none
edge_cases:
  - The plan in force is the version that came into force last on or before the period's end; of two on one day the higher label.
  - Complete counts only with a completion dated on or before the period's end. Without a status or rating an action is not on track.
  - Due on the period's end is not overdue until the next day; `overdue` shows the rest, and the aim is none by more than 30 days.
  - An action given a later date than the first agreed is `re_dated`; it is judged by its date now.
  - Actions withdrawn, or not due to start, are listed and not counted; one without a start date cannot be placed (G4).
*/
select
    action.record_id,
    null::varchar as person_id,
    action.period_end as at,
    (
        action.is_complete
        or coalesce(
            action.status = 'IN_PROGRESS'
            and action.current_due_date >= action.period_end
            and action.owner_rating in ('GREEN', 'AMBER'),
            false
        )
    )::int as numerator,
    case
        when action.is_repeat then 'G2'
        when action.status = 'WITHDRAWN' then 'withdrawn'
        when action.start_date is null then 'G4'
        when action.start_date > action.period_end then 'not due to start'
    end as excluded,
    action.theme,
    action.owner,
    action.recommendation_ref as report_recommendation,
    case
        when action.is_complete or action.current_due_date >= action.period_end then 'Not overdue'
        when cd(action.current_due_date, action.period_end) <= 30 then 'Overdue by up to 30 days'
        when action.current_due_date < action.period_end then 'Overdue by more than 30 days'
    end as overdue,
    case
        when action.current_due_date = action.original_due_date then 'First date'
        when action.current_due_date <> action.original_due_date then 'Re-dated'
    end as re_dated
from prepare.plan_actions_at as action
order by record_id
