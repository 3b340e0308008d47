-- One row a rule of a load, with how many of its findings stand, and how old the oldest is.
select
    r.rule,
    r.table_name,
    r.column_name,
    r.severity,
    r.says,
    r.why,
    r.fix,
    r.tested,
    r.failed,
    r.status,
    r.reason,
    count(f.rule) as standing,
    count(f.rule) filter (where f.state = 'new') as new,
    count(f.rule) filter (where f.state = 'open') as still_open,
    count(f.rule) filter (where f.state = 'came_back') as came_back,
    min(f.first_seen) as first_seen
from quality.rules as r
left join quality.findings as f
    on f.load_id = r.load_id and f.rule = r.rule and f.state <> 'fixed'
where r.load_id = $load_id
group by all
order by r.rule, r.table_name, r.column_name
