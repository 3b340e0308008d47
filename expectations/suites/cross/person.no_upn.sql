/* rule
table: ssd_person
severity: minor
says: A child over five whose referral led to action has a unique pupil number, or a reason for having none.
why: The child cannot be matched with school records, and the CIN census asks why.
fix: Record the number from the school census, or the reason there is none.
columns: [pers_upn, pers_upn_unknown, pers_dob, pers_person_id]
reads: [ssd_cin_episodes.cine_person_id, ssd_cin_episodes.cine_referral_nfa]
*/
select
    this.record_id,
    this.person_id,
    'pers_upn' as column_name,
    cast(this.pers_upn as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where
    this.pers_upn is null
    and this.pers_upn_unknown is null
    and addm(this.pers_dob, 60) < getvariable('extracted_on')
    and exists (
        select 1
        from known.ssd_cin_episodes as other
        where
            other.cine_person_id = this.pers_person_id
            and other.cine_referral_nfa is distinct from 'Y'
    )
