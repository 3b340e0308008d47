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
-- What was last said of each finding by the loads before this one; of loads taken on one day the last alone counts, so what a
-- superseded delivery said is no part of a finding's life.
create or replace temp table earlier_findings as
select * from quality.last_said(date '-infinity', cast($extracted_on as date));

-- name: number
create or replace temp table now_findings as
select
    rowid as finding_row,
    rule,
    table_name,
    record_id,
    column_name,
    row_number() over (
        partition by rule, table_name, record_id, column_name order by source_file, source_row
    ) as copy_no
from quality.findings
where load_id = $load_id;

-- name: live_on
update quality.findings
set
    state = case when lived.state = 'fixed' then 'came_back' else 'open' end,
    first_seen = lived.first_seen
from (
    select
        now.finding_row,
        earlier.state,
        earlier.first_seen
    from now_findings as now
    inner join earlier_findings as earlier
        on
            now.rule = earlier.rule
            and now.table_name is not distinct from earlier.table_name
            and now.record_id is not distinct from earlier.record_id
            and now.column_name is not distinct from earlier.column_name
            and now.copy_no = earlier.copy_no
) as lived
where findings.load_id = $load_id and findings.rowid = lived.finding_row;

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
        from now_findings as now
        where
            now.rule = earlier.rule
            and now.table_name is not distinct from earlier.table_name
            and now.record_id is not distinct from earlier.record_id
            and now.column_name is not distinct from earlier.column_name
            and now.copy_no = earlier.copy_no
    );

-- name: not_looked_at
-- A record outside the window of this load was not looked at, so nothing is said of it. One inside it that is gone is wrong no more.
delete from mended
where
    table_name = $table_name
    and record_id in (select {record_id} from known.{table})
    and record_id not in (select record_id from staging.{table} where record_id is not null);

-- name: fixed
insert into quality.findings
with said as (
    select
        findings.*,
        row_number() over (
            partition by load_id, rule, table_name, record_id, column_name
            order by state = 'fixed', source_file, source_row
        ) as copy_no
    from quality.findings as findings
    where load_id in (select load_id from mended)
)

select
    $load_id,
    said.rule,
    said.severity,
    said.table_name,
    said.record_id,
    said.person_id,
    said.column_name,
    null as value,
    said.message,
    said.team,
    said.worker,
    'fixed' as state,
    said.first_seen,
    said.source_file,
    said.source_row
from mended
inner join said
    on
        mended.load_id = said.load_id
        and mended.rule = said.rule
        and mended.table_name is not distinct from said.table_name
        and mended.record_id is not distinct from said.record_id
        and mended.column_name is not distinct from said.column_name
        and mended.copy_no = said.copy_no
order by said.rule, said.record_id, said.column_name, said.copy_no;

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
