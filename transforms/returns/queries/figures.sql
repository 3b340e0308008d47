-- One row a measure, quarter and window: the whole council's values for the quarters of a return.
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
where period_kind = 'quarter' and breakdown = 'all'
order by measure, period_end, period_start
