-- One row is one team and the label it is shown by: its name, or its id where there is no name (G11).
create or replace temp table engine_teams as
select
    dept_team_id as team_id,
    coalesce(min(nullif(trim(dept_team_name), '')), dept_team_id) as label
from ssd.department
where dept_team_id is not null
group by dept_team_id;
