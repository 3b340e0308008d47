/* prepare
says: when each person was born, and when the birth was expected; of several rows of one person the earliest
grain: one person
*/
select
    pers_person_id as person_id,
    min(pers_dob) as born,
    min(pers_expected_dob) as expected
from ssd.person
where pers_person_id is not null
group by pers_person_id
order by pers_person_id
