-- How far each number of one period can be trusted: the records behind it, those among them with a standing critical or major finding on
-- what the measure reads, and those left out for a missing or impossible date or a missing link.
select
    measure,
    period_start,
    count(*) filter (where excluded is null or is_flagged) as records,
    count(*) filter (where is_flagged) as affected
from engine_records
where period = $period and period_kind = $period_kind and only_in is null
group by measure, period_start
order by measure, period_start;
