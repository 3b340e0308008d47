/* rule
table: ssd_cin_assessments
severity: minor
says: An assessment finished in the last year of a child with a disability names it among the factors found (5A or 6A).
why: The disability was not thought of in the assessment, or not recorded; the CIN census asks.
fix: Add the factor to the assessment, or correct the child's disability.
columns: [cina_assessment_auth_date, cina_assessment_id, cina_person_id]
reads: [ssd_disability.disa_person_id, ssd_disability.disa_disability_code, ssd_assessment_factors.cinf_assessment_id, ssd_assessment_factors.cinf_assessment_factors_json]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'cina_assessment_auth_date' as column_name,
    cast(this.cina_assessment_auth_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_assessments as this
where
    this.cina_assessment_auth_date > addm(getvariable('extracted_on'), -12)
    and exists (
        select 1
        from known.ssd_disability as other
        where
            other.disa_person_id = this.cina_person_id
            and other.disa_disability_code <> 'NONE'
    )
    and not exists (
        select 1
        from known.ssd_assessment_factors as found
        where
            found.cinf_assessment_id = this.cina_assessment_id
            and regexp_matches(cast(found.cinf_assessment_factors_json as varchar), '"(5A|6A)"')
    )
