/* prepare
says: the mental health referrals that had waited for more than 126 days at the end of each period, with what the person was to social
  care then, a care leaver at any age; waiting is accepted, and neither treated nor discharged on or before that day. A referral without an
  answer whether it was accepted, or without a date (G4), is listed.
grain: one referral at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

status_now as (
    select
        snapshot.period_end,
        spell.person_id,
        bool_or(spell.opens) as is_open,
        arg_max(spell.status, spell.tier) as status
    from snapshot
    inner join prepare.social_care_spells as spell
        on spell.from_day <= snapshot.period_end and spell.to_day > snapshot.period_end
    where spell.person_id in (select person_id from prepare.mh_referrals_once)
    group by snapshot.period_end, spell.person_id
)

select
    snapshot.period_end,
    referral.mh_referral_id,
    referral.person_id,
    referral.provider,
    referral.referral_date,
    cd(referral.referral_date, snapshot.period_end) as days,
    coalesce(status_now.status, if(leaver.person_id is not null, 'Care leaver', null)) as status,
    case
        when referral.excluded is not null then referral.excluded
        when referral.accepted is null then 'no decision'
        when referral.referral_date is null then 'G4'
        when not coalesce(status_now.is_open, false) and leaver.person_id is null then 'not open to social care'
    end as excluded
from snapshot
inner join prepare.mh_referrals_once as referral
    on coalesce(referral.referral_date, date '-infinity') < snapshot.period_end - 126
    and coalesce(referral.treatment_start_date, date 'infinity') > snapshot.period_end
    and coalesce(referral.discharge_date, date 'infinity') > snapshot.period_end
left join status_now
    on referral.person_id = status_now.person_id and snapshot.period_end = status_now.period_end
left join prepare.care_leaver_rows as leaver on referral.person_id = leaver.person_id
where coalesce(referral.accepted, 'Y') = 'Y'
order by snapshot.period_end, referral.mh_referral_id
