-- One row a measure, month and window: the whole council's values by month, for trend charts.
select
    measure,
    period,
    period_start,
    period_end,
    numerator,
    denominator,
    value,
    lower,
    upper,
    status,
    reason,
    records_with_findings
from measure_values
where period_kind = 'month' and breakdown = 'all'
order by measure, period_end, period_start
