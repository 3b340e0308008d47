-- The latest visit of each plan of List 7.
select
    dated_key('CPV', plan_id, last_statutory_visit_date) as cppv_cp_visit_id,
    child_unique_id as cppv_person_id,
    plan_id as cppv_cp_plan_id,
    last_statutory_visit_date as cppv_cp_visit_date,
    ssd_code('annex_a_yes_no_unknown', seen_alone) as cppv_cp_visit_seen_alone,
    source_file,
    source_row
from plan_rows
where last_statutory_visit_date is not null
order by cppv_cp_visit_id
