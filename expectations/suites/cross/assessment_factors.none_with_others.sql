/* rule
table: ssd_assessment_factors
severity: minor
says: Code 21, no factors found, stands alone.
why: The assessment both found factors and found none.
fix: Remove code 21, or the other codes.
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
    regexp_matches(this.cinf_assessment_factors_json, '"21"')
    and len(regexp_extract_all(this.cinf_assessment_factors_json, '"[0-9]+[A-Z]?"')) > 1
