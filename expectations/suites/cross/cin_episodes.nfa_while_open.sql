/* rule
table: ssd_cin_episodes
severity: minor
says: No referral with no further action falls inside another referral of the child that needed action.
why: Either the earlier case should have been closed, or the later event is not a referral and inflates re-referrals.
fix: Close the earlier case on its true date, or record the later event as a contact.
columns: [cine_referral_date, cine_close_date, cine_person_id, cine_referral_id, cine_referral_nfa]
*/
with inside as (
    select
        nothing.cine_referral_id as nfa_id,
        running.cine_referral_id as running_id
    from known.ssd_cin_episodes as nothing
    inner join known.ssd_cin_episodes as running
        on running.cine_person_id = nothing.cine_person_id
    where
        nothing.cine_referral_nfa = 'Y'
        and running.cine_referral_nfa is distinct from 'Y'
        and nothing.cine_referral_date > running.cine_referral_date
        and nothing.cine_referral_date < coalesce(running.cine_close_date, date '9999-12-31')
)

select
    this.record_id,
    this.person_id,
    'cine_referral_date' as column_name,
    cast(this.cine_referral_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where this.cine_referral_id in (
    select nfa_id from inside
    union all
    select running_id from inside
)
