-- How many measures have a figure for a quarter, in their own window or in another, and how many do not.
with best as (
    select
        measure,
        case
            when bool_or(status = 'ok') then 'ok'
            when bool_or(status = 'no_records') then 'no_records'
            else 'not_available'
        end as status
    from measure_values
    where period = $period and period_kind = 'quarter'
    group by measure
)

select
    status,
    count(*)
from best
group by status
order by status;
