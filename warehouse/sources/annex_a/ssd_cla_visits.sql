-- The latest social work visit of each row of List 8.
select
    dated_key('VIS', care_id, last_sw_visit_date) as clav_cla_visit_id,
    care_id as clav_cla_id,
    child_unique_id as clav_person_id,
    last_sw_visit_date as clav_cla_visit_date,
    source_file,
    source_row
from care_rows
where last_sw_visit_date is not null
order by clav_cla_visit_id
