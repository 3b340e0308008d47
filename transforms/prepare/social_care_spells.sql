/* prepare
says: >-
  when each person was open to social care, and as what, by date. A spell holds from from_day to the day before to_day. Tiers from the
  highest: looked after, protection plan, care leaver, plan, need. Care and plans follow G2, G6 and G12; `opens` marks the spells that
  make a person open to social care whatever else holds: episodes of need and of care of any kind, and care leavers up to their 25th
  birthday.
grain: one spell of one person in one tier
*/
with spell as (
    select person_id, 1 as tier, true as opens, referral_date as from_day, close_date as to_day, null::date as born
    from prepare.referrals_once
    union all
    select person_id, 1 as tier, true as opens, start_date as from_day, ceased_date as to_day, null::date as born
    from prepare.care_episodes
    union all
    select person_id, 5 as tier, false as opens, start_date as from_day, ceased_date as to_day, born
    from prepare.care_episodes
    where excluded is null
    union all
    select person_id, 4 as tier, false as opens, start_date as from_day, end_date as to_day, born
    from prepare.cp_plans_once
    where excluded is null
    union all
    select
        plan.cinp_person_id as person_id,
        2 as tier,
        false as opens,
        plan.cinp_cin_plan_start_date as from_day,
        plan.cinp_cin_plan_end_date as to_day,
        birth.born
    from ssd.cin_plans as plan
    left join prepare.births as birth on plan.cinp_person_id = birth.person_id
)

select
    person_id,
    tier,
    case tier
        when 5 then 'Looked after'
        when 4 then 'Child protection plan'
        when 2 then 'Child in need plan'
        else 'Child in need'
    end as status,
    opens,
    from_day,
    least(coalesce(to_day, date 'infinity'), coalesce(birthday(born, 18), date 'infinity')) as to_day
from spell
where person_id is not null and from_day is not null
union all
select
    leaver.person_id,
    3 as tier,
    'Care leaver' as status,
    true as opens,
    date '-infinity' as from_day,
    coalesce(birthday(birth.born, 25), date 'infinity') as to_day
from prepare.care_leaver_rows as leaver
left join prepare.births as birth on leaver.person_id = birth.person_id
order by person_id, tier, from_day, to_day
