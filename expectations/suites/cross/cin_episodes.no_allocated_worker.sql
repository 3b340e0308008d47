/* rule
table: ssd_cin_episodes
severity: minor
says: A case open for 30 days or more has an allocated worker.
why: The child stands under Unallocated, and nobody answers for the case.
fix: Record the allocated worker.
columns: [cine_person_id, cine_close_date, cine_referral_date, cine_referral_nfa]
reads: [ssd_involvements.invo_person_id, ssd_involvements.invo_professional_role_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'cine_person_id' as column_name,
    cast(this.cine_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_date is null
    and this.cine_referral_nfa is distinct from 'Y'
    and this.cine_referral_date <= getvariable('extracted_on') - 30
    and not exists (select 1 from known.allocated as worker where worker.person_id = this.cine_person_id)
