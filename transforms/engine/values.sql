-- One row is one number, before its interval. The whole stands for every measure and window, also where it cannot be counted (for a
-- measure without a whole, only where it has no group to show); a group only where it has records. The division is the only step that
-- leaves exact arithmetic.
create or replace temp table engine_values as
with cell as (
    select
        measure_windows.measure_no,
        measure_windows.window_no,
        'all' as breakdown,
        'all' as label,
        sums.* exclude (measure_no, window_no, breakdown, label)
    from engine_measure_windows as measure_windows
    inner join engine_measures on measure_windows.measure_no = engine_measures.measure_no
    left join engine_sums as sums
        on
            measure_windows.measure_no = sums.measure_no
            and measure_windows.window_no = sums.window_no
            and sums.breakdown = 'all'
    where
        engine_measures.has_whole
        or not exists (
            select 1
            from engine_sums as row_sums
            where
                row_sums.measure_no = measure_windows.measure_no
                and row_sums.window_no = measure_windows.window_no
                and row_sums.breakdown <> 'all'
                and row_sums.records > 0
        )
    union all
    select * from engine_sums
    where breakdown <> 'all' and records > 0
),

part as (
    select
        cell.measure_no,
        cell.window_no,
        cell.breakdown,
        cell.label,
        engine_measures.unit,
        measure_windows.why_not,
        case
            when measure_windows.why_not <> '' then null
            when engine_measures.is_highest then cell.highest
            when engine_measures.unit = 'median_days' then coalesce(cell.valued, 0)
            when engine_measures.unit = 'mean' then coalesce(cell.total, 0)
            else coalesce(cell.numerator, 0)
        end::decimal(18, 6) as numerator,
        case
            when measure_windows.why_not <> '' or engine_measures.unit = 'count' then null
            when engine_measures.unit in ('median_days', 'mean') then coalesce(cell.valued, 0)
            when engine_measures.unit = 'rate_per_10000' then population.people
            else coalesce(cell.weight, 0)
        end::decimal(18, 6) as denominator,
        case when measure_windows.why_not = '' then coalesce(cell.flagged, 0) end as records_with_findings,
        spreads.median,
        spreads.deviation,
        spreads.in_order
    from cell
    inner join engine_measures on cell.measure_no = engine_measures.measure_no
    inner join engine_measure_windows as measure_windows
        on cell.measure_no = measure_windows.measure_no and cell.window_no = measure_windows.window_no
    inner join engine_windows on cell.window_no = engine_windows.window_no
    -- A rate of a flow is of twelve months only: a quarter is a count, and is not multiplied by four.
    left join engine_population as population
        on
            case when engine_measures.unit = 'rate_per_10000' and engine_windows.kind <> 'flow' then cell.window_no end
            = population.window_no
            and cell.breakdown = population.breakdown
            and cell.label = population.label
    left join engine_spreads as spreads
        on
            cell.measure_no = spreads.measure_no
            and cell.window_no = spreads.window_no
            and cell.breakdown = spreads.breakdown
            and cell.label = spreads.label
)

select
    (row_number() over (order by measure_no, window_no, breakdown, label))::integer as value_no,
    *,
    case
        when unit = 'count' then numerator::double
        when unit = 'median_days' then median
        when denominator = 0 then null
        when unit = 'percent' then (numerator * 100)::double / denominator::double
        when unit = 'rate_per_10000' then (numerator * 10000)::double / denominator::double
        else numerator::double / denominator::double
    end as value,
    case
        when why_not <> '' then 'not_available'
        when unit = 'rate_per_10000' and denominator is null then 'not_available'
        when unit = 'count' and numerator is null then 'no_records'
        when denominator = 0 then 'no_records'
        else 'ok'
    end as status
from part;
