/* prepare
says: every closure of an episode of need, one for each child and close date (G2, the lowest referral id, as text, stays), with the
  reasons for which nobody could be referred again; a repeat of a referral is no case
grain: one closed episode of one child
*/
with closure as (
    select
        referral.referral_id,
        referral.person_id,
        referral.close_date,
        referral.close_reason,
        referral.excluded,
        birth.born,
        row_number() over (
            partition by referral.person_id, referral.close_date, referral.excluded is not distinct from 'G2'
            order by referral.referral_id
        ) as repeat_no
    from prepare.referrals_once as referral
    left join prepare.births as birth on referral.person_id = birth.person_id
    where referral.close_date is not null
)

select
    referral_id,
    person_id,
    close_date,
    close_reason,
    case
        when person_id is null then 'missing link'
        when excluded = 'G2' or repeat_no > 1 then 'G2'
        when close_reason in ('RC1', 'RC2', 'RC5', 'RC6') then 'close reason'
        when addm(born, 17 * 12 + 6) <= close_date then '17 and a half'
    end as excluded
from closure
order by referral_id, person_id
