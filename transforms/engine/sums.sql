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
    from engine_placed
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

own_member as (
    select
        *,
        unnest(map_entries(own_groups)) as member
    from engine_placed
    where own_groups is not null
),

own as (
    select
        measure_no,
        window_no,
        member.key as breakdown,
        member.value as label,
        count(counted_weight) as records,
        sum(counted_numerator) as numerator,
        sum(counted_weight) as weight,
        sum(counted_value) as total,
        count(counted_value) as valued,
        max(counted_value) as highest,
        count(*) filter (where is_flagged) as flagged
    from own_member
    group by measure_no, window_no, member.key, member.value
)

select * replace (coalesce(label, 'all') as label) from standard
where breakdown = 'all' or label is not null
union all
select * from own;
