/* rule
table: ssd_cin_episodes
severity: minor
says: A referral with no further action has no protection plan.
why: It counts both as a referral that led nowhere and as one that led to a protection plan.
fix: Correct the outcome of the referral, or the link of the protection plan.
columns: [cine_referral_nfa, cine_referral_id]
reads: [ssd_cp_plans.cppl_referral_id]
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
        from known.ssd_cp_plans as other
        where
            other.cppl_referral_id = this.cine_referral_id
    )
