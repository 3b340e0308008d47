/* rule
table: ssd_assessment_factors
severity: minor
says: Every factor is a code of the list of factors.
why: It counts under no heading, and the CIN census refuses it.
fix: Correct the code. 8A is no code of the list.
columns: [cinf_assessment_factors_json]
*/
select
    this.record_id,
    this.person_id,
    'cinf_assessment_factors_json' as column_name,
    cast(this.cinf_assessment_factors_json as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_assessment_factors as this
where
    starts_with(trim(cast(this.cinf_assessment_factors_json as varchar)), '[')
    and not list_has_all(
        (select list(code) from ref.codes where code_set = 'assessment_factor'),
        regexp_extract_all(cast(this.cinf_assessment_factors_json as varchar), '"([^"]*)"', 1)
    )
