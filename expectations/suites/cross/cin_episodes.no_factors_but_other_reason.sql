/* rule
table: ssd_cin_episodes
severity: minor
says: A closed case whose only assessment found no factors (21) was closed as needing nothing after assessment (RC8).
why: The assessment found nothing, so no other reason for closing can be right, and the CIN census refuses the record.
fix: Correct the reason for closing, or the factors found.
columns: [cine_close_reason, cine_referral_id]
reads: [ssd_cin_assessments.cina_referral_id, ssd_cin_assessments.cina_assessment_id, ssd_cin_assessments.cina_assessment_auth_date, ssd_assessment_factors.cinf_assessment_id, ssd_assessment_factors.cinf_assessment_factors_json]
*/
with only_one as (
    select
        cina_referral_id as referral_id,
        min(cina_assessment_id) as assessment_id,
        min(cina_assessment_auth_date) as authorised_on
    from known.ssd_cin_assessments
    group by cina_referral_id
    having count(*) = 1
)

select
    this.record_id,
    this.person_id,
    'cine_close_reason' as column_name,
    cast(this.cine_close_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_reason <> 'RC8'
    and exists (
        select 1
        from only_one
        inner join known.ssd_assessment_factors as found on found.cinf_assessment_id = only_one.assessment_id
        where
            only_one.referral_id = this.cine_referral_id
            and only_one.authorised_on is not null
            and contains(cast(found.cinf_assessment_factors_json as varchar), '"21"')
    )
