-- One row is one person whose own row has such a finding, for one measure.
create or replace temp table engine_flagged_people as
select distinct
    engine_measures.measure_no,
    findings.person_id
from quality.findings
cross join engine_measures
left join engine_needs
    on
        engine_measures.measure_no = engine_needs.measure_no
        and findings.table_name = engine_needs.table_name
        and findings.column_name = engine_needs.column_name
where
    findings.load_id = getvariable('load_id')
    and findings.state <> 'fixed'
    and findings.severity in ('critical', 'major')
    and findings.table_name = 'ssd_person'
    and findings.person_id is not null
    and (coalesce(findings.column_name, '') = '' or engine_needs.measure_no is not null);
