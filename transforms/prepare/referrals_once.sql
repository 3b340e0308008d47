/* prepare
says: every referral and the episode it opened, with the rule that takes it out before counting. G2 makes referrals unique on child
  and referral date and keeps the lowest id (as text).
grain: one referral of one child
*/
with referral as (
    select
        cine_referral_id as referral_id,
        cine_person_id as person_id,
        cine_referral_date as referral_date,
        cine_close_date as close_date,
        cine_close_reason as close_reason,
        cine_referral_nfa as no_further_action,
        cine_referral_source_code as source_code,
        row_number() over (
            partition by cine_person_id, cine_referral_date
            order by cine_referral_id, source_file, source_row
        ) as repeat_no
    from ssd.cin_episodes
)

select
    referral.referral_id,
    referral.person_id,
    referral.referral_date,
    referral.close_date,
    referral.close_reason,
    referral.no_further_action,
    referral.source_code,
    case
        when referral.person_id is null then 'missing link'
        when referral.referral_date is null then 'G4'
        when referral.repeat_no > 1 then 'G2'
    end as excluded
from referral
order by referral.referral_id, referral.person_id
