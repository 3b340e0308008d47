-- Findings: one row for each failing row of a rule, with the team and worker who can put it right, and its life so far.

-- name: forget
delete from quality.findings where load_id = $load_id;
delete from quality.rules where load_id = $load_id;

-- name: applying
create or replace temp table applying_rules as
select
    unnest($rules) as rule,
    unnest($severities) as severity,
    unnest($says) as says;

-- name: add
-- Filled in: the failing rows of a table's rules, and where its own team and worker columns name who answers for them.
insert into quality.findings
select
    $load_id as load_id,
    failing.rule,
    applying.severity,
    $table_name as table_name,
    failing.record_id,
    failing.person_id,
    failing.column_name,
    failing.value,
    applying.says as message,
    coalesce(
        own_team.team, {own_team}, allocated_team.team, allocated.team_id,
        case when failing.person_id is not null and {allocates} then 'Unallocated' end
    ) as team,
    coalesce({own_worker}, allocated.worker) as worker,
    'new' as state,
    $extracted_on as first_seen,
    failing.source_file,
    failing.source_row
from ({failing}) as failing
inner join applying_rules as applying on failing.rule = applying.rule
left join {own} as own
    on failing.source_file = own.source_file
    and failing.source_row = own.source_row
    and failing.record_id is not distinct from own.record_id
left join known.teams as own_team on {own_team} = own_team.team_id
left join known.allocated as allocated on failing.person_id = allocated.person_id
left join known.teams as allocated_team on allocated.team_id = allocated_team.team_id
order by failing.rule, failing.record_id, failing.source_file, failing.source_row, failing.column_name;

-- name: earlier
-- What was last said of each finding by the loads before this one.
create or replace temp table earlier_findings as
select
    findings.*,
    loads.known_from
from quality.findings
inner join meta.loads on findings.load_id = loads.load_id
where
    findings.load_id <> $load_id
    and loads.known_from < coalesce(
        (select min(known_from) from meta.loads where load_id = $load_id),
        cast($extracted_on as timestamp) + interval 1 day
    )
qualify row_number() over (
    partition by findings.rule, findings.table_name, findings.record_id, findings.column_name
    order by loads.known_from desc, findings.source_file, findings.source_row
) = 1;

-- name: live_on
update quality.findings
set
    state = case when earlier.state = 'fixed' then 'came_back' else 'open' end,
    first_seen = earlier.first_seen
from earlier_findings as earlier
where
    findings.load_id = $load_id
    and earlier.rule = findings.rule
    and earlier.table_name is not distinct from findings.table_name
    and earlier.record_id is not distinct from findings.record_id
    and earlier.column_name is not distinct from findings.column_name;

-- name: candidates
-- Standing findings that this load does not repeat, of rules that ran.
create or replace temp table mended as
select earlier.*
from earlier_findings as earlier
inner join quality.rules as rules
    on earlier.rule = rules.rule and rules.load_id = $load_id and rules.status <> 'not_run'
where
    earlier.state <> 'fixed'
    and not exists (
        select 1
        from quality.findings as now
        where
            now.load_id = $load_id
            and now.rule = earlier.rule
            and now.table_name is not distinct from earlier.table_name
            and now.record_id is not distinct from earlier.record_id
            and now.column_name is not distinct from earlier.column_name
    );

-- name: not_looked_at
-- A record outside the window of this load was not looked at, so nothing is said of it.
delete from mended
where
    table_name = $table_name
    and record_id is not null
    and record_id not in (select record_id from staging.{table} where record_id is not null);

-- name: fixed
insert into quality.findings
select
    $load_id, rule, severity, table_name, record_id, person_id, column_name, null, message, team, worker, 'fixed', first_seen,
    source_file, source_row
from mended
order by rule, record_id, column_name;

-- name: keep_rules
insert into quality.rules
select
    $load_id,
    unnest($rules),
    unnest($tables),
    unnest($columns),
    unnest($severities),
    unnest($says),
    unnest($why),
    unnest($fix),
    unnest($tested),
    unnest($failed),
    unnest($statuses),
    unnest($reasons);

-- name: failed
select
    rule,
    count(*) as failed
from quality.findings
where load_id = $load_id
group by rule
order by rule;

-- name: counts
select
    severity,
    count(*) as findings
from quality.findings
where load_id = $load_id and state <> 'fixed'
group by severity
order by severity;

-- name: listing
select
    rule,
    severity,
    table_name,
    record_id,
    person_id,
    column_name,
    value,
    message,
    team,
    worker,
    state,
    first_seen,
    source_file,
    source_row
from quality.findings
where load_id = $load_id
order by
    case severity when 'critical' then 1 when 'major' then 2 else 3 end,
    rule,
    record_id nulls first,
    source_row nulls first,
    source_file nulls first,
    column_name nulls first,
    state;
