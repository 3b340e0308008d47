-- One row a measure, breakdown, group and window of one quarter.
select
    measure,
    breakdown,
    "group",
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
where period = $period and period_kind = 'quarter' and list_contains($breakdowns, breakdown)
order by measure, breakdown, "group", period_start
