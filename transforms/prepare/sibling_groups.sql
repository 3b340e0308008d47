/* prepare
says: how many children an initial conference meeting was about
grain: one meeting
*/
select
    icpc_icpc_meeting_id as meeting_id,
    case when count(distinct icpc_person_id) < 4 then count(distinct icpc_person_id)::varchar else '4 or more' end
        as sibling_group_size
from ssd.initial_cp_conference
where icpc_icpc_meeting_id is not null
group by icpc_icpc_meeting_id
order by icpc_icpc_meeting_id
