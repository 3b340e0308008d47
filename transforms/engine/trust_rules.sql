-- The rules behind the affected records of each number of one period, by how many records each of them touches.
with flagged as (
    select
        measure,
        period_start,
        "table",
        record_id,
        person_id,
        excluded
    from engine_records
    where period = $period and period_kind = $period_kind and only_in is null and is_flagged
),

standing as (
    select distinct
        engine_measures.measure,
        findings.rule,
        findings.severity,
        findings.table_name,
        findings.record_id,
        findings.person_id
    from quality.findings
    inner join engine_needs
        on
            findings.table_name = engine_needs.table_name
            and (coalesce(findings.column_name, '') = '' or findings.column_name = engine_needs.column_name)
    inner join engine_measures on engine_needs.measure_no = engine_measures.measure_no
    where
        findings.load_id = getvariable('load_id')
        and findings.state <> 'fixed'
        and findings.severity in ('critical', 'major')
),

touched as (
    select flagged.measure, flagged.period_start, standing.rule, standing.severity, flagged."table", flagged.record_id, flagged.person_id
    from flagged
    inner join standing
        on
            flagged.measure = standing.measure
            and flagged."table" = standing.table_name
            and flagged.record_id = standing.record_id
    where flagged.excluded is null
    union all
    select flagged.measure, flagged.period_start, standing.rule, standing.severity, flagged."table", flagged.record_id, flagged.person_id
    from flagged
    inner join standing on flagged.measure = standing.measure and flagged.person_id = standing.person_id
    where flagged.excluded is null and standing.table_name = 'ssd_person' and flagged."table" <> 'ssd_person'
    union all
    select measure, period_start, 'left out: ' || excluded, '', "table", record_id, person_id
    from flagged
    where excluded is not null
)

select
    measure,
    period_start,
    rule,
    severity,
    count(distinct ("table", record_id, person_id)) as records
from touched
group by measure, period_start, rule, severity
order by measure, period_start, records desc, rule;
