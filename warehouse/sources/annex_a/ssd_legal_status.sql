-- The legal status of each row of List 8 that gives one.
select
    dated_key('LEG', care_id, legal_status_start_date) as lega_legal_status_id,
    child_unique_id as lega_person_id,
    ssd_code('annex_a_legal_status', legal_status) as lega_legal_status,
    legal_status_start_date as lega_legal_status_start_date,
    source_file,
    source_row
from care_rows
where legal_status is not null or legal_status_start_date is not null
order by lega_legal_status_id
