-- One row: how much is in a return.
with value_count as (
    select
        count(distinct measure) as measures,
        count(*) as "values"
    from measure_values
),

finding_count as (
    select
        count(*) as findings,
        count(*) filter (where severity = 'critical') as findings_critical,
        count(*) filter (where severity = 'major') as findings_major,
        count(*) filter (where severity = 'minor') as findings_minor
    from quality.findings
    where load_id = $load_id and state <> 'fixed'
),

record_count as (select count(*) as records from engine_records),

rule_count as (
    select
        count(*) as rules,
        count(*) filter (where status = 'failed') as rules_failed,
        count(*) filter (where status = 'not_run') as rules_not_run
    from quality.rules
    where load_id = $load_id
)

select
    value_count.*,
    record_count.*,
    finding_count.*,
    rule_count.*
from value_count
cross join record_count
cross join finding_count
cross join rule_count
