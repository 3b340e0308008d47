/* prepare
says: every mental health referral, and what the person was to social care on the day of the referral - open or not, and the highest
  status then; of several rows of one id the first of the first file stays (G2)
grain: one referral to a mental health provider
*/
with referral as (
    select
        mh_referral_id,
        person_id,
        provider,
        referral_date,
        accepted,
        treatment_start_date,
        discharge_date,
        row_number() over (partition by mh_referral_id order by source_file, source_row) as repeat_no
    from sup.mh_referrals
),

status_then as (
    select
        referral.person_id,
        referral.referral_date,
        bool_or(spell.opens) as is_open,
        arg_max(spell.status, spell.tier) as status
    from (select distinct person_id, referral_date from referral) as referral
    inner join prepare.social_care_spells as spell
        on referral.person_id = spell.person_id
        and spell.from_day <= referral.referral_date
        and spell.to_day > referral.referral_date
    group by referral.person_id, referral.referral_date
)

select
    referral.* exclude (repeat_no),
    coalesce(status_then.is_open, false) as is_open,
    status_then.status,
    case
        when referral.person_id is null then 'missing link'
        when referral.repeat_no > 1 and referral.mh_referral_id is not null then 'G2'
    end as excluded
from referral
left join status_then
    on referral.person_id = status_then.person_id and referral.referral_date = status_then.referral_date
order by referral.mh_referral_id, referral.repeat_no
