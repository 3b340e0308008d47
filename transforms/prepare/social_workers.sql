/* prepare
says: the workers who have a Social Work England number
grain: one worker
*/
select distinct prof_professional_id as worker_id
from ssd.professionals
where prof_professional_id is not null and nullif(trim(prof_social_worker_registration_no), '') is not null
order by worker_id
