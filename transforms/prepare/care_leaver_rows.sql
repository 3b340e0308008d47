/* prepare
says: the young people with a care leaver's row, relevant, former relevant or qualifying, whatever their age
grain: one person
*/
select distinct clea_person_id as person_id
from ssd.care_leavers
where clea_person_id is not null and clea_care_leaver_eligibility in ('Relevant', 'Former Relevant', 'Qualifying')
order by person_id
