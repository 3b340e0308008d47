-- What the records of some measures add up to in each of their windows, without groups: one row is one measure and window. The measures
-- and windows come as lists side by side; by_end says that the records name their period by its last day.
with counted_window as (
    select
        unnest($measures::smallint[]) as measure_no,
        unnest($windows::smallint[]) as window_no,
        unnest($period_kinds::varchar[]) as period_kind,
        unnest($first_days::date[]) as first_day,
        unnest($last_days::date[]) as last_day
),

window_day as (
    select
        measure_no,
        window_no,
        period_kind,
        unnest(range(first_day::timestamp, last_day + interval 1 day, interval 1 day))::date as day
    from counted_window
),

found as (
    select
        window_day.measure_no,
        window_day.window_no,
        sum(drafts.numerator) as numerator,
        sum(coalesce(drafts.weight, 1)) as weight,
        count(drafts.value) as valued,
        sum(drafts.value) as total,
        median(drafts.value)::double as median,
        max(drafts.value) as highest
    from engine_drafts as drafts
    inner join window_day
        on
            drafts.measure_no = window_day.measure_no
            and drafts.placed_on = window_day.day
            and (drafts.only_period_kind is null or drafts.only_period_kind = window_day.period_kind)
    where drafts.excluded is null and drafts.only_in is null
    group by window_day.measure_no, window_day.window_no
)

select
    counted_window.measure_no,
    counted_window.window_no,
    coalesce(found.numerator, 0)::double as numerator,
    coalesce(found.weight, 0)::double as weight,
    coalesce(found.valued, 0) as valued,
    found.total::double as total,
    found.median,
    found.highest::double as highest
from counted_window
left join found on counted_window.measure_no = found.measure_no and counted_window.window_no = found.window_no
order by counted_window.measure_no, counted_window.window_no;
