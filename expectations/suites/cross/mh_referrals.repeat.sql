/* rule
table: sup_mh_referrals
severity: minor
says: A child is referred to a provider once on one day.
why: The child waits twice.
fix: Remove one of the two.
columns: [referral_date, mh_referral_id, person_id, provider]
*/
select
    this.record_id,
    this.person_id,
    'referral_date' as column_name,
    cast(this.referral_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_mh_referrals as this
where exists (
    select 1
    from known.sup_mh_referrals as other
    where
        other.person_id = this.person_id
        and other.provider = this.provider
        and other.referral_date = this.referral_date
        and other.mh_referral_id <> this.mh_referral_id
)
