-- The numbers of one unit that have an interval: those with a value, and a numerator that can be a part of its denominator.
select
    value_no,
    numerator::double as numerator,
    denominator::double as denominator,
    value,
    coalesce(deviation, 'nan'::double) as deviation
from engine_values
where unit = $unit and status = 'ok' and (unit <> 'percent' or numerator between 0 and denominator)
order by value_no;
