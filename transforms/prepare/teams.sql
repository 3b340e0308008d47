/* prepare
says: >-
  what a team is called in every return: its name, or its id where it has no name (G11)
grain: one team
*/
select
    dept_team_id as team_id,
    coalesce(min(nullif(trim(dept_team_name), '')), dept_team_id) as team
from ssd.department
where dept_team_id is not null
group by dept_team_id
order by dept_team_id
