/* rule
table: ssd_cin_assessments
severity: minor
says: No assessment of a referral starts before another has ended. One may begin on the day another ends.
why: The child is assessed twice at once, so one assessment was never signed off or is a repeat.
fix: Authorise the earlier assessment on its true date, or cancel the repeat.
columns: [cina_assessment_start_date, cina_assessment_auth_date, cina_referral_id, cina_assessment_id]
*/
select
    this.record_id,
    this.person_id,
    'cina_assessment_start_date' as column_name,
    cast(this.cina_assessment_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_assessments as this
where exists (
    select 1
    from known.ssd_cin_assessments as other
    where
        other.cina_referral_id = this.cina_referral_id
        and other.cina_assessment_id <> this.cina_assessment_id
        and other.cina_assessment_start_date < coalesce(this.cina_assessment_auth_date, date '9999-12-31')
        and this.cina_assessment_start_date < coalesce(other.cina_assessment_auth_date, date '9999-12-31')
        and not (this.cina_assessment_auth_date is null and other.cina_assessment_auth_date is null)
)
