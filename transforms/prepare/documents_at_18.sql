/* prepare
says: which of the five key documents each care leaver had by the 18th birthday; all that apply together, and each by itself. Of several
  rows of one document any reason why it does not apply holds, else the earliest date.
grain: one young person (`only_in` empty) or one document of one young person
*/
with recorded as (
    select
        person_id,
        item,
        min(recorded_date) as recorded_on,
        count(nullif(trim(not_applicable_reason), '')) > 0 as is_waived
    from sup.care_leaver_entitlements
    group by person_id, item
),

young_person as (
    select
        leaver.table_id,
        leaver.person_id,
        birthdays.birthday_18,
        coalesce(leaver.excluded, case when birthdays.birthday_18 is null then 'no date of birth' end) as excluded
    from prepare.care_leavers_once as leaver
    left join prepare.birthdays on leaver.person_id = birthdays.person_id
    where leaver.eligibility in ('Eligible', 'Relevant', 'Former Relevant')
),

document as (
    select
        young_person.*,
        wanted.label as item,
        coalesce(recorded.recorded_on <= young_person.birthday_18, false)::int as is_met,
        coalesce(recorded.is_waived, false) as is_waived
    from young_person
    cross join prepare.labels as wanted
    left join recorded on young_person.person_id = recorded.person_id and wanted.code = recorded.item
    where wanted.code_set = 'entitlement_item'
        and wanted.code in ('NI_NUMBER', 'PHOTO_ID', 'HEALTH_HISTORY', 'LOCAL_OFFER', 'PLAN_COPY')
)

select
    table_id, person_id, birthday_18, excluded,
    null as only_in,
    'All that apply' as item,
    coalesce(min(is_met) filter (where not is_waived), 1) as is_met
from document
group by table_id, person_id, birthday_18, excluded
union all
select
    table_id, person_id, birthday_18,
    case when is_waived then 'not applicable' end as excluded,
    'item' as only_in,
    item,
    is_met
from document
where excluded is null
order by table_id, person_id, only_in, item
