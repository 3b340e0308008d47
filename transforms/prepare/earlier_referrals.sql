/* prepare
says: for each referral that counts, the latest referral of the same child in the 12 months before it (exactly 12 months counts, the same
  day does not), and when that one closed
grain: one child and referral date that has such an earlier referral
*/
select
    referral.person_id,
    referral.referral_date,
    max(earlier.referral_date) as earlier_date,
    arg_max({'close_date': earlier.close_date}, earlier.referral_date).close_date as close_date
from prepare.referrals_once as referral
inner join prepare.referrals_once as earlier
    on referral.person_id = earlier.person_id
    and earlier.referral_date < referral.referral_date
    and earlier.referral_date >= addm(referral.referral_date, -12)
where referral.excluded is null and earlier.excluded is null
group by referral.person_id, referral.referral_date
order by referral.person_id, referral.referral_date
