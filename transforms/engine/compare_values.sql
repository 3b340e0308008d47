-- Each number of a quarter that is not what it was, or is new, or has gone.
with changed as (
    select
        coalesce(after.measure, before.measure) as measure,
        coalesce(after.title, before.title) as title,
        coalesce(after.unit, before.unit) as unit,
        coalesce(after.period_start, before.period_start) as period_start,
        coalesce(after.breakdown, before.breakdown) as breakdown,
        coalesce(after."group", before."group") as "group",
        before.numerator as numerator_before,
        before.denominator as denominator_before,
        before.value as value_before,
        before.status as status_before,
        after.numerator as numerator_now,
        after.denominator as denominator_now,
        after.value as value_now,
        after.status as status_now
    from before_values as before
    full outer join (select * from measure_values where period_kind = 'quarter' and period = $period) as after
        on
            before.measure = after.measure
            and before.period_start = after.period_start
            and before.breakdown = after.breakdown
            and before."group" = after."group"
    where
        before.numerator is distinct from after.numerator
        or before.denominator is distinct from after.denominator
        or before.value is distinct from after.value
        or before.status is distinct from after.status
)

select *
from changed
order by measure, period_start, breakdown <> 'all', breakdown, "group";
