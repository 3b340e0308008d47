-- How many measures have a figure for a quarter, and how many do not.
select
    status,
    count(distinct measure)
from measure_values
where period = $period and period_kind = 'quarter' and breakdown = 'all'
group by status
order by status;
