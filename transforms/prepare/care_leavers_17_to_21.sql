/* prepare
says: relevant and former relevant young people aged 17 to 21 at the end of each period. The whole is ages 19 to 21; those aged 17 and 18
  count in the age group 17-18 only. Unaccompanied is whoever was ever recorded as such by then.
grain: one row of a care leaver at one period's end; one row a young person and period has `excluded` empty
*/
select
    leaver.period_end,
    leaver.table_id,
    leaver.person_id,
    leaver.in_touch,
    leaver.latest_contact,
    leaver.accommodation,
    leaver.suitability,
    leaver.activity,
    leaver.personal_adviser,
    leaver.age,
    leaver.excluded,
    case when leaver.age <= 18 then 'age_group' end as only_in,
    case when leaver.age <= 18 then '17-18' when leaver.age >= 19 then '19-21' end as age_group,
    case when leaver.accommodation = 'X' then 'In custody' when leaver.accommodation is not null then 'Not in custody' end as in_custody,
    case
        when unaccompanied.since <= leaver.period_end then 'Unaccompanied'
        when exists (select 1 from prepare.unaccompanied_ever) then 'Not unaccompanied'
    end as uasc
from prepare.care_leavers_at as leaver
left join prepare.unaccompanied_ever as unaccompanied on leaver.person_id = unaccompanied.person_id
where coalesce(leaver.eligibility, 'Relevant') in ('Relevant', 'Former Relevant')
    and coalesce(leaver.age, 17) between 17 and 21
order by leaver.period_end, leaver.table_id, leaver.person_id
