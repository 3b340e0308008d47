-- The columns of measures.csv, in its order.
create or replace temp table measure_values as
with reason as (
    select
        engine_values.value_no,
        case
            when engine_values.why_not <> '' then engine_values.why_not
            when engine_values.status = 'no_records' then 'no records to count in this period'
            when engine_values.status = 'ok' then ''
            when engine_windows.kind = 'flow' then 'a rate is of twelve months: the count of this period is shown without one'
            when $no_population <> '' then $no_population || ': the count is shown without a rate'
            when engine_values.breakdown <> 'all' then 'no population is held for this group: the count is shown without a rate'
            else
                'sup_population holds nothing for a mid-year on or before '
                || strftime(engine_windows.period_end, '%Y-%m-%d')
                || ', published by '
                || strftime(cast($extracted_on as date), '%Y-%m-%d')
                || ', of this council: the count is shown without a rate'
        end as why,
        engine_windows.remark
    from engine_values
    inner join engine_windows on engine_values.window_no = engine_windows.window_no
)

select
    authority.authority,
    engine_measures.measure,
    engine_measures.title,
    engine_windows.period,
    engine_windows.period_kind,
    engine_windows.period_start,
    engine_windows.period_end,
    engine_values.breakdown,
    engine_values.label as "group",
    engine_values.numerator,
    engine_values.denominator,
    engine_values.value,
    engine_measures.unit,
    engine_intervals.lower,
    engine_intervals.upper,
    engine_values.status,
    nullif(concat_ws('; ', nullif(reason.why, ''), nullif(reason.remark, '')), '') as reason,
    engine_values.records_with_findings::bigint as records_with_findings,
    coalesce(
        cast(getvariable('known_at') as timestamp),
        (select max(loads.known_from) from meta.loads where loads.load_id = getvariable('load_id'))
    ) as known_at
from engine_values
inner join engine_measures on engine_values.measure_no = engine_measures.measure_no
inner join engine_windows on engine_values.window_no = engine_windows.window_no
inner join reason on engine_values.value_no = reason.value_no
left join engine_intervals on engine_values.value_no = engine_intervals.value_no
cross join meta.authority
order by
    engine_measures.measure,
    engine_windows.period_kind,
    engine_windows.period,
    engine_windows.period_start,
    engine_values.breakdown,
    engine_values.label;
