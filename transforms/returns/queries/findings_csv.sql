-- findings.csv: every finding of the load, the fixed ones too, in the order of the load's own findings file.
select
    rule,
    severity,
    table_name as "table",
    record_id,
    person_id,
    column_name as "column",
    value,
    message,
    team,
    worker,
    state,
    strftime(first_seen, '%Y-%m-%d') as first_seen,
    source_file,
    source_row
from quality.findings
where load_id = $load_id
order by
    case severity when 'critical' then 1 when 'major' then 2 else 3 end,
    rule,
    record_id nulls first,
    source_row nulls first,
    source_file nulls first,
    column_name nulls first,
    state,
    table_name,
    value nulls first,
    person_id nulls first
