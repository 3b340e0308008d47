-- One row a team, severity and rule: how many findings of a load stand.
select
    coalesce(nullif(team, ''), 'Team not known') as team,
    severity,
    rule,
    count(*) as standing
from quality.findings
where load_id = $load_id and state <> 'fixed'
group by all
order by team, severity, standing desc, rule
