/* rule
table: ssd_cin_episodes
severity: minor
says: A referral with no further action has no assessment.
why: It counts both as a referral that led nowhere and as one that was assessed.
fix: Correct the outcome of the referral, or the link of the assessment.
columns: [cine_referral_nfa, cine_referral_id]
reads: [ssd_cin_assessments.cina_referral_id]
*/
select
    this.record_id,
    this.person_id,
    'cine_referral_nfa' as column_name,
    cast(this.cine_referral_nfa as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_referral_nfa = 'Y'
    and exists (
        select 1
        from known.ssd_cin_assessments as other
        where
            other.cina_referral_id = this.cine_referral_id
    )
