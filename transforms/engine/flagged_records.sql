-- One row is one record of a measure's tables with a standing critical or major finding on something the measure reads.
create or replace temp table engine_flagged_records as
select distinct
    measure_tables.measure_no,
    measure_tables.table_no,
    findings.record_id
from quality.findings
inner join engine_measure_tables as measure_tables on findings.table_name = measure_tables.table_name
left join engine_needs
    on
        measure_tables.measure_no = engine_needs.measure_no
        and findings.table_name = engine_needs.table_name
        and findings.column_name = engine_needs.column_name
where
    findings.load_id = getvariable('load_id')
    and findings.state <> 'fixed'
    and findings.severity in ('critical', 'major')
    and findings.record_id is not null
    and (coalesce(findings.column_name, '') = '' or engine_needs.measure_no is not null);
