-- One row a measure without a whole and one of its rows, in one quarter.
select
    measure,
    period_start,
    period_end,
    "group",
    value
from measure_values
where
    period = $period
    and period_kind = 'quarter'
    and breakdown <> 'all'
    and status = 'ok'
    and list_contains($measures::varchar[], measure)
order by measure, breakdown, "group"
