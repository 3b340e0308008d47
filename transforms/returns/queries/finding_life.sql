-- One row a finding of a load with its life, read once for all sheets. A team that is not known is a team of its own.
create or replace temp table finding_life as
select
    * replace (coalesce(nullif(trim(team), ''), 'Team not known') as team)
from quality.life($load_id)
