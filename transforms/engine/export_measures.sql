-- measures.csv as text: whole numbers without a fraction, other numbers in full (the shortest text that reads back as the same).
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
        rtrim(rtrim(numerator::varchar, '0'), '.') as numerator,
        rtrim(rtrim(denominator::varchar, '0'), '.') as denominator,
        regexp_replace(value::varchar, '\.0$', '') as value,
        unit,
        regexp_replace(lower::varchar, '\.0$', '') as lower,
        regexp_replace(upper::varchar, '\.0$', '') as upper,
        status,
        reason,
        records_with_findings::varchar as records_with_findings,
        replace(regexp_replace(known_at::varchar, '\.(\d+?)0*$', '.\1'), ' ', 'T') as known_at
    from measure_values
    order by measure, period_kind, period, period_start, breakdown, "group"
) to $path (format csv, header true, delimiter ',', nullstr '', use_tmp_file false);
