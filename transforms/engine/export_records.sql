-- records.parquet: its columns, in an order that does not depend on how the records were found.
select
    measure,
    period,
    period_start,
    period_end,
    "table",
    record_id,
    person_id,
    "at",
    numerator,
    value,
    coalesce(excluded, 'only in ' || only_in) as excluded,
    team,
    worker,
    source_file,
    source_row
from measure_records
order by
    measure, period_kind, period, period_start, record_id, person_id, "at", only_in, own_groups[only_in], excluded, numerator, value,
    "table";
