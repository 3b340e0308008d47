-- One row per child and allocated worker over Lists 6, 7 and 8. The lists say who holds the case and not since when: the
-- involvement is given the dates of what it is held for, so that it is right on the extract's day.
with held as (
    select 1 as place, child_unique_id, allocated_team, allocated_worker, cla_start_date as began, cla_end_date as ended,
        source_file, source_row
    from list_8
    union all
    select 2 as place, child_unique_id, allocated_team, allocated_worker, cpp_start_date as began, cpp_end_date as ended,
        source_file, source_row
    from list_7
    union all
    select 3 as place, child_unique_id, allocated_team, allocated_worker, cin_start_date as began,
        cin_closure_date as ended, source_file, source_row
    from list_6
)

select
    concat_ws('-', 'INV', coalesce(child_unique_id, 'nobody'), worker_id(allocated_worker)) as invo_involvements_id,
    worker_id(allocated_worker) as invo_professional_id,
    'CW' as invo_professional_role_id,
    team_id(arg_min(allocated_team, (place, source_row))) as invo_professional_team,
    min(began) as invo_involvement_start_date,
    if(count(*) = count(ended), max(ended), null) as invo_involvement_end_date,
    child_unique_id as invo_person_id,
    arg_min(source_file, (place, source_row)) as source_file,
    arg_min(source_row, (place, source_row)) as source_row
from held
where plain_name(allocated_worker) is not null
group by child_unique_id, worker_id(allocated_worker)
order by invo_involvements_id
