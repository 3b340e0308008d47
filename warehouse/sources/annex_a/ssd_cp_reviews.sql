-- The latest review of each plan of List 7.
select
    dated_key('CPR', plan_id, latest_review_date) as cppr_cp_review_id,
    child_unique_id as cppr_person_id,
    plan_id as cppr_cp_plan_id,
    latest_review_date as cppr_cp_review_date,
    source_file,
    source_row
from plan_rows
where latest_review_date is not null
order by cppr_cp_review_id
