/* rule
table: ssd_cin_assessments
severity: major
says: An assessment starts on or after its referral.
why: The step cannot belong to this referral, so timeliness and what referrals lead to are wrong.
fix: Correct the date, or link the step to its own referral.
columns: [cina_assessment_start_date, cina_referral_id]
reads: [ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_referral_date]
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
    from known.ssd_cin_episodes as other
    where
        other.cine_referral_id = this.cina_referral_id
        and this.cina_assessment_start_date < other.cine_referral_date
)
