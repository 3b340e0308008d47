-- One row is one record in one window of its measure: as many rows as the record has periods it counts in. One without a date (G4) could
-- belong to any, so it is listed in all.
create or replace temp table engine_placements as
with window_day as (
    select
        measure_windows.measure_no,
        measure_windows.window_no,
        engine_windows.period_kind,
        unnest(
            range(
                case
                    when measure_windows.by_end then engine_windows.period_end
                    else engine_windows.period_start
                end::timestamp,
                engine_windows.period_end + interval 1 day,
                interval 1 day
            )
        )::date as day
    from engine_measure_windows as measure_windows
    inner join engine_windows on measure_windows.window_no = engine_windows.window_no
    where measure_windows.why_not = ''
)

select
    facts.fact_no,
    facts.measure_no,
    measure_windows.window_no
from engine_facts as facts
inner join engine_measure_windows as measure_windows on facts.measure_no = measure_windows.measure_no
inner join engine_windows on measure_windows.window_no = engine_windows.window_no
where
    isinf(facts.placed_on)
    and measure_windows.why_not = ''
    and (facts.only_period_kind is null or facts.only_period_kind = engine_windows.period_kind)
union all
select
    facts.fact_no,
    facts.measure_no,
    window_day.window_no
from engine_facts as facts
inner join window_day
    on
        facts.measure_no = window_day.measure_no
        and facts.placed_on = window_day.day
        and (facts.only_period_kind is null or facts.only_period_kind = window_day.period_kind);
