/* rule
table: ssd_assessment_factors
severity: minor
says: A factor was in use on the day its assessment was authorised.
why: Codes 18A and 19A were split in 2020, so children fall out of the counts of gangs and trafficking.
fix: Choose 18B or 18C for 18A, and 19B or 19C for 19A.
columns: [cinf_assessment_factors_json, cinf_assessment_id]
reads: [ssd_cin_assessments.cina_assessment_id, ssd_cin_assessments.cina_assessment_auth_date]
*/
select
    this.record_id,
    this.person_id,
    'cinf_assessment_factors_json' as column_name,
    cast(this.cinf_assessment_factors_json as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_assessment_factors as this
where exists (
    select 1
    from known.ssd_cin_assessments as other
    inner join ref.codes as retired
        on retired.valid_to < coalesce(other.cina_assessment_auth_date, getvariable('extracted_on'))
    where
        other.cina_assessment_id = this.cinf_assessment_id
        and retired.code_set = 'assessment_factor'
        and contains(cast(this.cinf_assessment_factors_json as varchar), '"' || retired.code || '"')
)
