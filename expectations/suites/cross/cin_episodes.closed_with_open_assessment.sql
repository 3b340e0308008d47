/* rule
table: ssd_cin_episodes
severity: major
says: A closed case has no assessment that is still open.
why: The assessment counts as open, and as late, for ever.
fix: End the assessment on its true date, or reopen the case.
columns: [cine_close_date, cine_referral_id]
reads: [ssd_cin_assessments.cina_referral_id, ssd_cin_assessments.cina_assessment_auth_date]
*/
select
    this.record_id,
    this.person_id,
    'cine_close_date' as column_name,
    cast(this.cine_close_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_date is not null
    and exists (
        select 1
        from known.ssd_cin_assessments as other
        where
            other.cina_referral_id = this.cine_referral_id
            and other.cina_assessment_auth_date is null
    )
