-- One row per row of List 5, which does not say when the enquiry ended.
select
    enquiry_id as s47e_s47_enquiry_id,
    child_unique_id as s47e_person_id,
    s47_start_date as s47e_s47_start_date,
    ssd_code('annex_a_yes_no', icpc_unnecessary) as s47e_s47_nfa,
    team_id(allocated_team) as s47e_s47_completed_by_team,
    worker_id(allocated_worker) as s47e_s47_completed_by_worker_id,
    source_file,
    source_row
from s47_rows
order by s47e_s47_enquiry_id
