-- The latest health assessment and the latest dental check of each row of List 8.
with checked as (
    select 'HEA' as what, 'Health Assessment' as kind, last_health_assessment_date as day, * from care_rows
    union all
    select 'DEN' as what, 'Dental Check' as kind, last_dental_check_date as day, * from care_rows
)

select
    dated_key(what, care_id, day) as clah_health_check_id,
    child_unique_id as clah_person_id,
    kind as clah_health_check_type,
    day as clah_health_check_date,
    source_file,
    source_row
from checked
where day is not null
order by clah_health_check_id
