/* rule
table: ssd_assessment_factors
severity: minor
says: Factors are recorded at the end of an assessment, once it is authorised.
why: What an unfinished assessment may find is counted as found, and the CIN census refuses the record.
fix: Authorise the assessment, or remove the factors until it is.
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
where
    contains(cast(this.cinf_assessment_factors_json as varchar), '"')
    and exists (
        select 1
        from known.ssd_cin_assessments as other
        where
            other.cina_assessment_id = this.cinf_assessment_id
            and other.cina_assessment_auth_date is null
    )
