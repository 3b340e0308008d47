-- The order-statistic interval of each median, by the ranks that its number of records gives.
insert into engine_intervals
select
    engine_values.value_no,
    engine_values.in_order[ranks.lower_rank]::double as lower,
    engine_values.in_order[ranks.upper_rank]::double as upper
from engine_values
inner join (
    select
        unnest($records::bigint[]) as records,
        unnest($lower_ranks::bigint[]) as lower_rank,
        unnest($upper_ranks::bigint[]) as upper_rank
) as ranks on len(engine_values.in_order) = ranks.records
where engine_values.unit = 'median_days';
