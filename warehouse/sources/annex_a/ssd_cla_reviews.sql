-- The latest review of each row of List 8.
select
    dated_key('REV', care_id, latest_statutory_review_date) as clar_cla_review_id,
    care_id as clar_cla_id,
    latest_statutory_review_date as clar_cla_review_date,
    child_unique_id as clar_cla_person_id,
    source_file,
    source_row
from care_rows
where latest_statutory_review_date is not null
order by clar_cla_review_id
