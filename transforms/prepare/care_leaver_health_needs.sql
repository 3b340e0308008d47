/* prepare
says: >-
  the emotional and mental health needs of young people, when help was due (28 days after the need was identified) and whether it came in
  time: support by anybody but the adviser alone that started by then, or an offer dated by then that was declined. Out is who has no care
  leaver's row or was not aged 17 to 24 when the need was identified, and a need whose help is dated before it (G5).
grain: one need of one young person
*/
with need as (
    select
        *,
        need_identified_date + 28 as due_on,
        case when declined = 'Y' then support_offer_date end as declined_on,
        coalesce(provider_type in ('NHS', 'COUNSELLING', 'SPECIALIST_WORKER'), false) as is_support,
        row_number() over (
            partition by person_id, need_type, need_identified_date order by source_file, source_row
        ) as repeat_no
    from sup.cl_health_needs
    where need_type in ('EMOTIONAL', 'MENTAL_HEALTH')
)

select
    concat_ws('|', need.person_id, need.need_type, need.need_identified_date) as record_id,
    need.person_id,
    need.need_identified_date,
    need.due_on,
    need.provider,
    age(birth.born, need.need_identified_date) as age_then,
    case
        when need.is_support and need.support_start_date <= need.due_on then 'Support started'
        when need.declined_on <= need.due_on then 'Declined when offered'
        else 'Not in time'
    end as help,
    case
        when birth.person_id is null then 'missing link'
        when need.need_identified_date is null then 'G4'
        when need.repeat_no > 1 then 'G2'
        when leaver.person_id is null then 'not a care leaver'
        when birth.born is null then 'no date of birth'
        when age_then not between 17 and 24 then 'not 17 to 24'
        when least(need.support_start_date, need.declined_on) < need.need_identified_date then 'G5'
    end as excluded
from need
left join prepare.births as birth on need.person_id = birth.person_id
left join prepare.care_leaver_rows as leaver on need.person_id = leaver.person_id
order by record_id, need.repeat_no
