/* rule
table: ssd_cin_episodes
severity: minor
says: A referral with no further action has no enquiry.
why: It counts both as a referral that led nowhere and as one that led to an enquiry.
fix: Correct the outcome of the referral, or the link of the enquiry.
columns: [cine_referral_nfa, cine_referral_id]
reads: [ssd_s47_enquiry.s47e_referral_id]
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
        from known.ssd_s47_enquiry as other
        where
            other.s47e_referral_id = this.cine_referral_id
    )
