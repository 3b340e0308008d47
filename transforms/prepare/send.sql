/* prepare
says: whether a person has an education, health and care plan on record; of several answers yes stands
grain: one person with an answer
*/
select
    pers_person_id as person_id,
    case max(pers_send_flag) when 'Y' then 'EHC plan' else 'No EHC plan' end as send
from ssd.person
where pers_person_id is not null and pers_send_flag is not null
group by pers_person_id
order by pers_person_id
