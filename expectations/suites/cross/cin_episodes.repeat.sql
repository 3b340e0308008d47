/* rule
table: ssd_cin_episodes
severity: minor
says: One child has one referral in a day.
why: The same referral recorded twice; measures count it once and keep the lowest id.
fix: Join the two referrals.
columns: [cine_referral_date, cine_person_id, cine_referral_id]
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
        and other.cine_referral_date = this.cine_referral_date
        and other.cine_referral_id <> this.cine_referral_id
)
