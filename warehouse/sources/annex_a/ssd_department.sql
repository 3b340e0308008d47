-- One row per team that any list names.
select
    team_id(allocated_team) as dept_team_id,
    min(plain_name(allocated_team)) as dept_team_name,
    arg_min(source_file, (place, source_row)) as source_file,
    arg_min(source_row, (place, source_row)) as source_row
from worker_rows
where plain_name(allocated_team) is not null
group by team_id(allocated_team)
order by dept_team_id
