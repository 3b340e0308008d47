-- One row is one group of a median or a mean: its values in order (so that nothing depends on the order of rows), and from them the
-- median and the standard deviation of the sample.
create or replace temp table engine_spreads as
with member as (
    select
        measure_no,
        window_no,
        counted_value,
        only_in,
        unnest(
            [
                {'key': 'all', 'value': 'all'},
                {'key': 'team', 'value': team},
                {'key': 'worker', 'value': worker},
                {'key': 'age_band', 'value': age_band},
                {'key': 'sex', 'value': sex},
                {'key': 'ethnicity', 'value': ethnicity},
                {'key': 'disability', 'value': disability}
            ] || coalesce(
                map_entries(map(own_names, engine_labels(own_labels))), []
            )
        ) as member
    from engine_counted
    where unit in ('median_days', 'mean') and counted_value is not null
),

ordered as (
    select
        measure_no,
        window_no,
        member.key as breakdown,
        member.value as label,
        count(*) as records,
        sum(counted_value)::double / count(*) as mean,
        list(counted_value order by counted_value) as in_order
    from member
    where member.value is not null and (only_in is null or only_in = member.key)
    group by measure_no, window_no, member.key, member.value
)

select
    measure_no,
    window_no,
    breakdown,
    label,
    records,
    in_order,
    (in_order[(records + 1) // 2] + in_order[records // 2 + 1])::double / 2 as median,
    sqrt(
        list_sum(list_transform(in_order, lambda x: (x::double - mean) * (x::double - mean))) / nullif(records - 1, 0)
    ) as deviation
from ordered;
