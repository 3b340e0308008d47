-- What the validation page shows of one load. Counts only: no query here selects a value, a name, a date or an id of a record.

-- name: load
select
    loads.extracted_on,
    loads.source,
    (select max(name) from meta.authority) as authority_name,
    (select max(authority) from meta.authority) as authority
from meta.loads as loads
where loads.load_id = $load_id;

-- name: rules
with states as (
    select
        rule,
        count(*) filter (where state = 'new') as new,
        count(*) filter (where state = 'open') as open,
        count(*) filter (where state = 'came_back') as came_back,
        count(*) filter (where state = 'fixed') as fixed
    from quality.findings
    where load_id = $load_id
    group by rule
)

select
    rules.rule,
    rules.table_name,
    rules.severity,
    rules.says,
    rules.why,
    rules.fix,
    rules.tested,
    rules.failed,
    rules.status,
    coalesce(rules.reason, '') as reason,
    coalesce(states.new, 0) as new,
    coalesce(states.open, 0) as open,
    coalesce(states.came_back, 0) as came_back,
    coalesce(states.fixed, 0) as fixed
from quality.rules as rules
left join states on rules.rule = states.rule
where rules.load_id = $load_id
order by case rules.severity when 'critical' then 1 when 'major' then 2 else 3 end, rules.failed desc, rules.rule;

-- name: files
select
    file,
    coalesce(table_name, '') as table_name,
    rows,
    bytes
from meta.files
where load_id = $load_id
order by file, table_name;

-- name: delivered_tables
select distinct table_name from meta.delivered where load_id = $load_id
union
select distinct table_name from quality.rules where load_id = $load_id
order by table_name;

-- name: delivered_columns
select table_name, column_name from meta.delivered where load_id = $load_id order by table_name, column_name;

-- name: intake
select
    kind,
    coalesce(table_name, '') as table_name,
    coalesce(column_name, '') as column_name,
    coalesce(detail, '') as detail,
    sum(count) as count
from meta.intake
where load_id = $load_id
group by all
order by kind, table_name, column_name, detail;

-- name: not_understood
select table_name, count(*) from quality.findings
where load_id = $load_id and state <> 'fixed'
    and (ends_with(rule, '.type') or ends_with(rule, '.code') or ends_with(rule, '.error_value') or ends_with(rule, '.json'))
group by table_name
order by table_name;

-- name: in_history
select count(*)
from history.{table}
where known_to = timestamp 'infinity';

-- name: kept
select count(*)
from history.{table} as old
where
    old.known_to = timestamp 'infinity'
    and not exists (select 1 from staging.{table} as new where new.row_hash = old.row_hash);
