-- The first day of a measure's own window in one period, and why it cannot be counted there, if it cannot.
select
    engine_windows.period_start,
    measure_windows.why_not
from engine_measure_windows as measure_windows
inner join engine_measures on measure_windows.measure_no = engine_measures.measure_no
inner join engine_windows on measure_windows.window_no = engine_windows.window_no
where
    engine_measures.measure = $measure
    and engine_windows.kind = $kind
    and engine_windows.period = $period;
