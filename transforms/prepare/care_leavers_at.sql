/* prepare
says: each care leaver at the end of each period, as known today, with the age then. Those who have died (DIED) or have been back home for
  six months (RHOM) are out; one without a date of birth or an eligibility cannot be placed.
grain: one row of a care leaver at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
)

select
    snapshot.period_end,
    leaver.table_id,
    leaver.person_id,
    leaver.eligibility,
    leaver.in_touch,
    leaver.latest_contact,
    leaver.accommodation,
    leaver.suitability,
    leaver.activity,
    leaver.review_date,
    leaver.personal_adviser,
    age(birth.born, snapshot.period_end) as age,
    case
        when leaver.excluded is not null then leaver.excluded
        when birth.born is null then 'no date of birth'
        when leaver.eligibility is null then 'no eligibility'
        when leaver.in_touch = 'DIED' then 'died'
        when leaver.in_touch = 'RHOM' then 'returned home'
    end as excluded
from snapshot
cross join prepare.care_leavers_once as leaver
left join prepare.births as birth on leaver.person_id = birth.person_id
order by snapshot.period_end, leaver.table_id, leaver.person_id
