-- Limits that could not be had (too few records) come as NaN and are kept as nothing.
insert into engine_intervals
select
    value_no,
    nullif(lower, 'nan'::double),
    nullif(upper, 'nan'::double)
from engine_limits;
