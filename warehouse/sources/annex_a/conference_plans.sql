-- The plan that each conference of List 5 led to: the child's first plan in List 7 that began on the conference's day.
select s.conference_id, min(p.plan_id) as plan_id
from s47_rows as s
inner join plan_rows as p on p.child_unique_id = s.child_unique_id and p.cpp_start_date = s.icpc_date
where s.conference_id is not null and coalesce(ssd_code('annex_a_yes_no_unknown', s.icpc_resulted_in_cpp), 'Y') = 'Y'
group by s.conference_id
