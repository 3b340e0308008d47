-- One row is one measure, window, breakdown and group with what its records add up to: every window and breakdown in one pass.
-- DECIMAL sums are exact, so the order in which they are added cannot show.
create or replace temp table engine_sums as
with standard as (
    select
        measure_no,
        window_no,
        case
            when grouping(team) = 0 then 'team'
            when grouping(worker) = 0 then 'worker'
            when grouping(age_band) = 0 then 'age_band'
            when grouping(sex) = 0 then 'sex'
            when grouping(ethnicity) = 0 then 'ethnicity'
            when grouping(disability) = 0 then 'disability'
            else 'all'
        end as breakdown,
        coalesce(team, worker, age_band, sex, ethnicity, disability) as label,
        count(counted_weight) as records,
        sum(counted_numerator) as numerator,
        sum(counted_weight) as weight,
        sum(counted_value) as total,
        count(counted_value) as valued,
        max(counted_value) as highest,
        count(*) filter (where is_flagged) as flagged
    from engine_counted
    where only_in is null
    group by
        grouping sets (
            (measure_no, window_no),
            (measure_no, window_no, team),
            (measure_no, window_no, worker),
            (measure_no, window_no, age_band),
            (measure_no, window_no, sex),
            (measure_no, window_no, ethnicity),
            (measure_no, window_no, disability)
        )
),

-- The measure's own breakdowns together first: few rows are left then to take apart.
own_together as (
    select
        measure_no,
        window_no,
        own_labels,
        only_in,
        count(counted_weight) as records,
        sum(counted_numerator) as numerator,
        sum(counted_weight) as weight,
        sum(counted_value) as total,
        count(counted_value) as valued,
        max(counted_value) as highest,
        count(*) filter (where is_flagged) as flagged
    from engine_placed
    where own_labels is not null and (counted_weight is not null or is_flagged)
    group by measure_no, window_no, own_labels, only_in
),

own_apart as (
    select
        own_together.*,
        unnest(engine_measures.own_names) as breakdown,
        unnest(string_split(own_together.own_labels, chr(31))) as given_label
    from own_together
    inner join engine_measures on own_together.measure_no = engine_measures.measure_no
),

own as (
    select
        measure_no,
        window_no,
        breakdown,
        coalesce(nullif(trim(given_label), ''), 'Not known') as label,
        sum(records) as records,
        sum(numerator) as numerator,
        sum(weight) as weight,
        sum(total) as total,
        sum(valued) as valued,
        max(highest) as highest,
        sum(flagged) as flagged
    from own_apart
    where only_in is null or only_in = breakdown
    group by measure_no, window_no, breakdown, label
)

select * replace (coalesce(label, 'all') as label) from standard
where breakdown = 'all' or label is not null
union all
select * from own;
