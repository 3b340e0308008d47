/* rule
table: ssd_cin_episodes
severity: major
says: No child has two open referral episodes at once.
why: The child is counted twice as in need.
fix: Close the earlier episode on its true date, or join the two.
columns: [cine_close_date, cine_person_id, cine_referral_id, cine_referral_nfa]
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
    this.cine_close_date is null
    and this.cine_referral_nfa is distinct from 'Y'
    and exists (
        select 1
        from known.ssd_cin_episodes as other
        where
            other.cine_person_id = this.cine_person_id
            and other.cine_referral_id <> this.cine_referral_id
            and other.cine_close_date is null
            and other.cine_referral_nfa is distinct from 'Y'
    )
