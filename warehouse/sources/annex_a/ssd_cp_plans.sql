-- One row per row of List 7, which leaves out plans held for another authority.
select
    p.plan_id as cppl_cp_plan_id,
    c.conference_id as cppl_icpc_id,
    p.child_unique_id as cppl_person_id,
    p.cpp_start_date as cppl_cp_plan_start_date,
    p.cpp_end_date as cppl_cp_plan_end_date,
    ssd_code('annex_a_abuse_category', p.initial_abuse_category) as cppl_cp_plan_initial_category,
    'N' as cppl_cp_plan_ola,
    ssd_code('annex_a_abuse_category', p.latest_abuse_category) as cppl_cp_plan_latest_category,
    p.source_file,
    p.source_row
from plan_rows as p
left join (select plan_id, min(conference_id) as conference_id from conference_plans group by plan_id) as c
    on c.plan_id = p.plan_id
order by cppl_cp_plan_id
