-- One row a measure and window of one quarter: how many records stand behind it, and how many were left out because a
-- date is missing (G4), dates are in an impossible order (G5) or a link is missing.
select
    measure,
    period_start,
    count(distinct record_id) as records,
    count(distinct record_id) filter (
        where excluded in ('G4', 'G5') or excluded ilike '%link%'
    ) as left_out
from measure_records
where period = $period and period_kind = 'quarter'
group by measure, period_start
order by measure, period_start
