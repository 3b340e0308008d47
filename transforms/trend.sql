-- One row is one finished month of a measure; and, for rates, one quarter with the residents behind it (period_end is set).
select
    measure,
    period,
    period_start = period_end as at_end,
    numerator,
    denominator,
    value,
    null::date as period_end
from measure_values
where
    breakdown = 'all'
    and period_kind = 'month'
    and coalesce(reason, '') not like '%to date%'
    -- The month of a rate is a count without a rate; nothing else that is not available has a number.
    and (status in ('ok', 'no_records') or (unit = 'rate_per_10000' and numerator is not null))
union all
select
    measure,
    period,
    null as at_end,
    null as numerator,
    denominator,
    null as value,
    period_end
from measure_values
where breakdown = 'all' and period_kind = 'quarter' and unit = 'rate_per_10000' and denominator is not null
order by measure, period, period_end
