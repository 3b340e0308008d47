/* prepare
says: >-
  supervision that was held: of a child (case supervision, or group supervision in which the child is named), or of a worker (personal
  supervision); of several on one day the supervisor of the highest id
grain: one child or worker on one day
*/
select
    supervision_type = 'PERSONAL' as is_personal,
    if(supervision_type = 'PERSONAL', worker_id, person_id) as subject_id,
    supervision_date,
    arg_max(supervisor_id, supervision_id) as supervisor
from sup.supervision
where supervision_type in ('CASE', 'GROUP', 'PERSONAL')
    and supervision_date is not null
    and if(supervision_type = 'PERSONAL', worker_id, person_id) is not null
group by all
order by subject_id, supervision_date, is_personal
