/* rule
table: ssd_assessment_factors
severity: minor
says: Code 21, no factors found, stands alone.
why: The assessment both found factors and found none.
fix: Remove code 21, or the other codes.
columns: [cinf_assessment_factors_json, cinf_assessment_id]
*/
with listed as (
    select
        cinf_assessment_id as assessment_id,
        unnest(regexp_extract_all(cast(cinf_assessment_factors_json as varchar), '"[0-9]+[A-Z]?"')) as factor
    from known.ssd_assessment_factors
)

select
    this.record_id,
    this.person_id,
    'cinf_assessment_factors_json' as column_name,
    cast(this.cinf_assessment_factors_json as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_assessment_factors as this
where this.cinf_assessment_id in (
    select assessment_id
    from listed
    group by assessment_id
    having bool_or(factor = '"21"') and bool_or(factor <> '"21"')
)
