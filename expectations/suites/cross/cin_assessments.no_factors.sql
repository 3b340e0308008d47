/* rule
table: ssd_cin_assessments
severity: minor
says: A finished assessment that leads to more has the factors it found.
why: What brings children into need cannot be shown, and the CIN census refuses the record.
fix: Record the factors found at the end of the assessment.
columns: [cina_assessment_auth_date, cina_assessment_id, cina_assessment_outcome_nfa]
reads: [ssd_assessment_factors.cinf_assessment_id, ssd_assessment_factors.cinf_assessment_factors_json]
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
    this.cina_assessment_auth_date is not null
    and this.cina_assessment_outcome_nfa is distinct from 'Y'
    and not exists (
        select 1
        from known.ssd_assessment_factors as other
        where
            other.cinf_assessment_id = this.cina_assessment_id
            and contains(cast(other.cinf_assessment_factors_json as varchar), '"')
    )
