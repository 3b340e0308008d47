/* prepare
says: the actions of the improvement plan in force at the end of each period, the version that came into force last on or before that day
  (of two on one day the higher label). An action is complete when its status says so and its completion is dated on or before that day.
  G2 keeps one row of an action in a version (the first of the first file).
grain: one action of the version in force at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

in_force as (
    select
        snapshot.period_end,
        arg_max(action.plan_version, (action.plan_version_start_date, action.plan_version)) as plan_version
    from snapshot
    inner join sup.actions as action on action.plan_version_start_date <= snapshot.period_end
    where action.plan_version is not null
    group by snapshot.period_end
)

select
    in_force.period_end,
    concat_ws('|', action.plan_version, action.action_id) as record_id,
    action.action_id,
    action.recommendation_ref,
    action.theme,
    action.owner,
    action.start_date,
    action.original_due_date,
    action.current_due_date,
    action.status,
    action.owner_rating,
    action.completed_date,
    action.linked_measure_ids,
    coalesce(action.status = 'COMPLETE' and action.completed_date <= in_force.period_end, false) as is_complete,
    action.action_id is not null and row_number() over (
        partition by in_force.period_end, action.plan_version, action.action_id order by action.source_file, action.source_row
    ) > 1 as is_repeat
from in_force
inner join sup.actions as action on in_force.plan_version = action.plan_version
order by in_force.period_end, action.action_id
