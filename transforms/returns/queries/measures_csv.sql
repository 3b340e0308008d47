-- measures.csv: dates and times ISO, numbers unrounded, whole parts without decimals.
copy (
    select
        authority,
        measure,
        title,
        period,
        period_kind,
        strftime(period_start, '%Y-%m-%d') as period_start,
        strftime(period_end, '%Y-%m-%d') as period_end,
        breakdown,
        "group",
        regexp_replace(cast(cast(numerator as decimal(18, 6)) as varchar), '\.?0+$', '') as numerator,
        regexp_replace(cast(cast(denominator as decimal(18, 6)) as varchar), '\.?0+$', '') as denominator,
        value,
        unit,
        lower,
        upper,
        status,
        reason,
        records_with_findings,
        -- The order of loads of one day is in the microseconds.
        regexp_replace(strftime(known_at, '%Y-%m-%dT%H:%M:%S.%f'), '\.0+$', '') as known_at
    from measure_values
    order by authority, measure, period_kind, period, period_start, breakdown, "group"
) to $path (format csv, header true, delimiter ',', quote '"', escape '"', nullstr '')
