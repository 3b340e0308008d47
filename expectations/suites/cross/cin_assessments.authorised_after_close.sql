/* rule
table: ssd_cin_assessments
severity: minor
says: An assessment is authorised on or before the day its referral's case closes.
why: The case was closed while it was being assessed, or one of the dates is wrong.
fix: Correct the day the case closed or the day the assessment was authorised.
columns: [cina_assessment_auth_date, cina_assessment_start_date, cina_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_close_date]
*/
select
    this.record_id,
    this.person_id,
    'cina_assessment_auth_date' as column_name,
    cast(this.cina_assessment_auth_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_assessments as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.cina_referral_id
        and this.cina_assessment_auth_date > other.cine_close_date
        -- One that starts after the case closed is told of by cin_assessments.after_close.
        and coalesce(this.cina_assessment_start_date, other.cine_close_date) <= other.cine_close_date
)
