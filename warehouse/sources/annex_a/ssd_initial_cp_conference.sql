-- One row per row of List 5 that has a conference date.
select
    s.conference_id as icpc_icpc_id,
    s.enquiry_id as icpc_s47_enquiry_id,
    s.child_unique_id as icpc_person_id,
    c.plan_id as icpc_cp_plan_id,
    s.icpc_date as icpc_icpc_date,
    ssd_code('annex_a_yes_no_unknown', s.icpc_resulted_in_cpp) as icpc_icpc_outcome_cp_flag,
    s.source_file,
    s.source_row
from s47_rows as s
left join conference_plans as c on c.conference_id = s.conference_id
where s.conference_id is not null
order by icpc_icpc_id
