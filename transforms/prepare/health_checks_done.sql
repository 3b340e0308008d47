/* prepare
says: the health checks of children in care that were carried out. One without a status counts as carried out, because some systems do not
  fill it; a planned, refused or cancelled one does not.
grain: one check of one child
*/
select
    clah_person_id as person_id,
    clah_health_check_type as check_type,
    clah_health_check_date as check_date
from ssd.cla_health
where coalesce(clah_health_check_status, 'Completed') = 'Completed'
    and clah_person_id is not null
    and clah_health_check_date is not null
order by person_id, check_date, check_type
