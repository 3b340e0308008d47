/* prepare
says: what became of the measures that each improvement action is linked to, by the end of each period. `moved` is a sign of improvement on
  a chart whose first point ended after the action started, or a target met two quarters running; `worsened` a sign of concern since then.
grain: one action at one period's end, linked to a measure that was computed
*/
with link as (
    select distinct
        period_end,
        record_id,
        start_date,
        trim(unnest(string_split(linked_measure_ids, '|'))) as measure
    from prepare.plan_actions_at
)

select
    link.period_end,
    link.record_id,
    bool_or(points.months >= 12 or points.quarters >= 8) as has_points,
    bool_or(coalesce(points.on_target_twice or (signal.label = 'improvement' and signal.signal_from > link.start_date), false)) as moved,
    bool_or(coalesce(signal.label = 'concern' and signal.signal_on > link.start_date, false)) as worsened
from link
inner join measure_points as points on link.measure = points.measure and link.period_end = points.period_end
left join measure_signals as signal on link.measure = signal.measure and link.period_end = signal.period_end
group by link.period_end, link.record_id
order by link.period_end, link.record_id
