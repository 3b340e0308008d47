-- One row a load and severity, oldest load first.
select extracted_on, severity, standing, new, came_back, fixed, waived
from quality.burndown($load_id)
order by extracted_on, case severity when 'critical' then 1 when 'major' then 2 else 3 end
