-- name: findings_by_severity
select severity, count(*)
from quality.findings
where load_id = $load_id and state <> 'fixed'
group by severity
order by severity

-- name: critical_rules
select rule, count(*)
from quality.findings
where load_id = $load_id and severity = 'critical' and state <> 'fixed'
group by rule
order by count(*) desc, rule

-- name: rules_not_run
select count(*)
from quality.rules
where load_id = $load_id and status = 'not_run'

-- name: delivered
select count(distinct table_name), coalesce(sum(rows), 0)::bigint
from meta.files
where load_id = $load_id

-- name: population_release
select max(release_version)
from sup.population
where published_date <= $extracted_on
