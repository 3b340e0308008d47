-- The day a child of List 6 was last seen, for children who are neither looked after nor on a protection plan: for them
-- the visit was another kind, which Lists 7 and 8 give.
with numbered as (
    select
        *,
        row_number() over (partition by child_unique_id, last_seen_date order by source_row) as copy
    from list_6
    where last_seen_date is not null and (case_status like 'c)%' or case_status like 'd)%')
)

select
    made_key('CINV', child_unique_id, last_seen_date, copy) as cinv_cin_visit_id,
    child_unique_id as cinv_person_id,
    last_seen_date as cinv_cin_visit_date,
    'Y' as cinv_cin_visit_seen,
    source_file,
    source_row
from numbered
order by cinv_cin_visit_id
