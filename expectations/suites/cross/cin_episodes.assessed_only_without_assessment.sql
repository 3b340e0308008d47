/* rule
table: ssd_cin_episodes
severity: minor
says: A case closed as needing nothing after assessment (RC8) has an assessment.
why: The assessment was not recorded, or the case was closed for another reason.
fix: Record or link the assessment, or correct the reason for closing.
columns: [cine_close_reason, cine_referral_id]
reads: [ssd_cin_assessments.cina_referral_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'cine_close_reason' as column_name,
    cast(this.cine_close_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_reason = 'RC8'
    and not exists (
        select 1
        from known.ssd_cin_assessments as other
        where
            other.cina_referral_id = this.cine_referral_id
    )
