/* prepare
says: when each person was born; of several rows of one person the earliest
grain: one person
*/
select
    pers_person_id as person_id,
    min(pers_dob) as born
from ssd.person
where pers_person_id is not null
group by pers_person_id
order by pers_person_id
