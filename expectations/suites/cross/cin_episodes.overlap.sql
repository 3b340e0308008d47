/* rule
table: ssd_cin_episodes
severity: major
says: No two referral episodes of one child overlap. One may begin on the day another ends.
why: The child is counted twice as in need.
fix: Close the earlier episode on its true date, or join the two.
columns: [cine_referral_date, cine_close_date, cine_person_id, cine_referral_id, cine_referral_nfa]
*/
select
    this.record_id,
    this.person_id,
    'cine_referral_date' as column_name,
    cast(this.cine_referral_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where exists (
    select 1
    from known.ssd_cin_episodes as other
    where
        other.cine_person_id = this.cine_person_id
        and other.cine_referral_id <> this.cine_referral_id
        and other.cine_referral_date < coalesce(this.cine_close_date, date '9999-12-31')
        and this.cine_referral_date < coalesce(other.cine_close_date, date '9999-12-31')
        and not (this.cine_close_date is null and other.cine_close_date is null)
        and other.cine_referral_nfa is distinct from 'Y'
)
    and this.cine_referral_nfa is distinct from 'Y'
