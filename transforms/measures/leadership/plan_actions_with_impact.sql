/* measure
title: Actions whose linked measure has improved
question: Is the plan changing anything for children?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 50, basis: local}
benchmark: null
source: local default
breakdowns: [theme, recommendation]
audiences: [ofsted, board]
needs: [sup.actions.plan_version, sup.actions.action_id, sup.actions.plan_version_start_date, sup.actions.start_date,
  sup.actions.linked_measure_ids]
optional: [sup.actions.recommendation_ref, sup.actions.theme, sup.actions.status]
table: sup.actions
numerator_says: Those with a linked measure that improved on its chart after the action started, or met its target two quarters running
denominator_says: Actions of the plan in force that started two quarters ago or earlier and have a linked measure with enough points
team: none
edge_cases:
  - Enough points are 12 months with a figure, or 8 quarters. The chart is of the 36 months up to the period's end, so that
    a quarter comes to the same in each later return.
  - An improvement counts when its first point ended after the action started; one that began before does not.
  - A worsening signal on any linked measure, dated after the action started, takes the action out of the numerator.
  - Two quarters running are the quarter that ends with the period and the one before it, each held against today's target.
  - Actions without a linked measure are listed as process only; so are those withdrawn (not counted). Other ids are passed over.
  - Months between quarters' ends have no figure. The target is a local default and should rise.
*/
select
    action.record_id,
    null::varchar as person_id,
    action.period_end as at,
    coalesce(judged.moved and not judged.worsened, false)::int as numerator,
    case
        when action.is_repeat then 'G2'
        when action.status = 'WITHDRAWN' then 'withdrawn'
        when nullif(trim(action.linked_measure_ids), '') is null then 'process only'
        when action.start_date is null then 'G4'
        when addm(action.start_date, 6) > action.period_end then 'started under two quarters ago'
        when not coalesce(judged.has_points, false) then 'too few points'
    end as excluded,
    action.theme,
    action.recommendation_ref as recommendation
from prepare.plan_actions_at as action
left join prepare.plan_actions_moved as judged
    on action.period_end = judged.period_end and action.record_id = judged.record_id
order by action.period_end, action.record_id
