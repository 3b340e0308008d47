/* rule
table: ssd_cin_assessments
severity: minor
says: No referral has two assessments that are still open.
why: Both count as open, and one of them as late for ever.
fix: Authorise the one that was finished on its true date, or cancel the repeat.
columns: [cina_assessment_auth_date, cina_referral_id, cina_assessment_id]
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
    this.cina_assessment_auth_date is null
    and exists (
        select 1
        from known.ssd_cin_assessments as other
        where
            other.cina_referral_id = this.cina_referral_id
            and other.cina_assessment_id <> this.cina_assessment_id
            and other.cina_assessment_auth_date is null
    )
