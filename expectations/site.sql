-- What the validation page shows of one load. Counts only: no query here gives a value, a name, a date or an id of a record.

-- name: load
select
    loads.extracted_on,
    loads.known_from,
    (select max(name) from meta.authority) as authority_name,
    (select max(authority) from meta.authority) as authority
from meta.loads as loads
where loads.load_id = $load_id;

-- name: life
-- The findings of a load by rule, state and age: looked at once, since it looks back over every load.
create or replace temp table site_life as
select
    rule,
    severity,
    state,
    since_quarter,
    waived,
    case when age_days is null or age_days <= 30 then 1 when age_days <= 90 then 2 when age_days <= 365 then 3 else 4 end as age_band,
    max(age_days) filter (where state <> 'fixed') as oldest,
    count(*) as findings
from quality.life($load_id)
group by all;

-- name: rules
with lives as (
    select
        rule,
        coalesce(sum(findings) filter (where state = 'new'), 0) as new,
        coalesce(sum(findings) filter (where state = 'open'), 0) as open,
        coalesce(sum(findings) filter (where state = 'came_back'), 0) as came_back,
        coalesce(sum(findings) filter (where state = 'fixed'), 0) as fixed,
        coalesce(sum(findings) filter (where since_quarter = 'new'), 0) as quarter_new,
        coalesce(sum(findings) filter (where since_quarter = 'open'), 0) as quarter_open,
        coalesce(sum(findings) filter (where since_quarter = 'came_back'), 0) as quarter_came_back,
        coalesce(sum(findings) filter (where since_quarter = 'fixed'), 0) as quarter_fixed,
        coalesce(sum(findings) filter (where state <> 'fixed' and age_band = 1), 0) as to_30_days,
        coalesce(sum(findings) filter (where state <> 'fixed' and age_band = 2), 0) as to_90_days,
        coalesce(sum(findings) filter (where state <> 'fixed' and age_band = 3), 0) as to_365_days,
        coalesce(sum(findings) filter (where state <> 'fixed' and age_band = 4), 0) as over_365_days,
        max(oldest) as oldest
    from site_life
    group by rule
)

select
    rules.rule,
    rules.table_name,
    coalesce(rules.column_name, '') as column_name,
    rules.severity,
    coalesce(rules.says, '') as says,
    coalesce(rules.why, '') as why,
    coalesce(rules.fix, '') as fix,
    coalesce(rules.tested, 0) as tested,
    coalesce(standing.standing, 0) as standing,
    coalesce(standing.waived, 0) as waived,
    rules.status,
    coalesce(rules.reason, '') as reason,
    coalesce(lives.new, 0) as new,
    coalesce(lives.open, 0) as open,
    coalesce(lives.came_back, 0) as came_back,
    coalesce(lives.fixed, 0) as fixed,
    coalesce(lives.quarter_new, 0) as quarter_new,
    coalesce(lives.quarter_open, 0) as quarter_open,
    coalesce(lives.quarter_came_back, 0) as quarter_came_back,
    coalesce(lives.quarter_fixed, 0) as quarter_fixed,
    coalesce(lives.to_30_days, 0) as to_30_days,
    coalesce(lives.to_90_days, 0) as to_90_days,
    coalesce(lives.to_365_days, 0) as to_365_days,
    coalesce(lives.over_365_days, 0) as over_365_days,
    lives.oldest
from quality.rules as rules
left join lives on rules.rule = lives.rule
left join quality.standing_rules($load_id) as standing
    on rules.rule = standing.rule and rules.severity = standing.severity
where rules.load_id = $load_id
order by
    case rules.severity when 'critical' then 1 when 'major' then 2 else 3 end, coalesce(standing.standing, 0) desc, rules.rule;

-- name: quarter_before
-- The load that findings are compared with for "since the last quarter".
select max(extracted_on)
from quality.loads_before(
    (select cast(date_trunc('quarter', extracted_on) as date) from meta.loads where load_id = $load_id)
);

-- name: load_before
select max(extracted_on)
from quality.loads_before((select extracted_on from meta.loads where load_id = $load_id));

-- name: trend_loads
select extracted_on
from quality.loads_to($load_id)
qualify row_number() over (order by extracted_on desc) <= 8
order by extracted_on;

-- name: trends
-- The last loads of each rule that did not pass in all of them.
select
    rule,
    list(extracted_on order by extracted_on) as days,
    list(status order by extracted_on) as statuses,
    list(failed order by extracted_on) as failed,
    list(tested order by extracted_on) as tested
from quality.rule_trend($load_id)
group by rule
having bool_or(status <> 'passed')
order by rule;

-- name: burndown
select
    extracted_on,
    severity,
    standing,
    new,
    came_back,
    fixed,
    waived
from quality.burndown($load_id)
order by extracted_on, case severity when 'critical' then 1 when 'major' then 2 else 3 end;

-- name: settings
select name, min(value) from ref.setting
where name in ('critical_findings_allowed', 'major_findings_allowed', 'trust_amber_percent', 'trust_red_percent')
group by name
order by name;

-- name: ever_waived
select distinct rule from quality.waivers order by rule;

-- name: ended
-- The last waiver of each rule whose waivers have all ended before this load.
select
    rule,
    name,
    until
from quality.waivers
where rule not in (select rule from quality.standing_waivers($load_id))
qualify row_number() over (partition by rule order by until desc, given_on desc, name) = 1
order by rule;

-- name: unwaived_critical
-- The critical rules that failed or could not run, and that nobody waived whole: they make every measure that reads them red.
select rules.rule
from quality.rules as rules
left join quality.standing_rules($load_id) as standing on rules.rule = standing.rule
left join quality.standing_waivers($load_id) as whole on rules.rule = whole.rule and whole.record_id is null
where
    rules.load_id = $load_id
    and rules.severity = 'critical'
    and (
        (rules.status = 'failed' and coalesce(standing.unwaived, 0) > 0)
        or (rules.status = 'not_run' and whole.rule is null)
    )
order by rules.rule;

-- name: kept_tables
select table_name
from duckdb_tables()
where
    schema_name = 'quality'
    and table_name in ('effects_source', 'effects', 'effect_rules', 'measure_reads', 'used')
    and database_name = current_database();

-- name: effects
select
    measure,
    title,
    period,
    kind,
    period_start,
    period_end,
    status,
    coalesce(reason, '') as reason,
    coalesce(records, 0) as records,
    coalesce(records_with_findings, 0) as affected,
    coalesce(flag, '') as flag
from quality.effects
order by title, measure;

-- name: effects_source
-- For which load the measures were computed, and whether its rules have been run again since.
select
    loads.extracted_on,
    source.load_id = $load_id as is_this_load,
    source.checked is not distinct from (
        select md5(string_agg(concat_ws('|', rule, severity, status, failed), ';' order by rule))
        from quality.rules
        where load_id = $load_id
    ) as is_same_check
from quality.effects_source as source
left join meta.loads as loads on source.load_id = loads.load_id;

-- name: effect_rules
select measure, rule, severity, records
from quality.effect_rules
order by measure, case severity when 'critical' then 1 when 'major' then 2 else 3 end, records desc nulls last, rule;

-- name: measure_reads
select distinct table_name, column_name, measure, title
from quality.measure_reads
order by table_name, column_name, title, measure;

-- name: used
select table_name, rows_known, rows_in_quarter, rows_in_longer
from quality.used
order by table_name;

-- name: files
select
    file,
    coalesce(table_name, '') as table_name,
    coalesce(rows, 0) as rows,
    coalesce(bytes, 0) as bytes
from meta.files
where load_id = $load_id
order by file, table_name;

-- name: delivered_tables
select distinct table_name from meta.delivered where load_id = $load_id
union
-- A table that is no longer delivered has a rule that says so.
select distinct table_name from quality.rules where load_id = $load_id and not ends_with(rule, '.table.not_delivered')
order by table_name;

-- name: delivered_columns
select table_name, column_name from meta.delivered where load_id = $load_id order by table_name, column_name;

-- name: coverage
select table_name, covers_from
from meta.coverage
where load_id = $load_id and covers_from is not null
order by table_name;

-- name: intake
select
    kind,
    coalesce(table_name, '') as table_name,
    coalesce(column_name, '') as column_name,
    coalesce(detail, '') as detail,
    coalesce(sum(count), 0)::bigint as count
from meta.intake
where load_id = $load_id
group by all
order by kind, table_name, column_name, detail;

-- name: not_understood
select
    table_name,
    coalesce(column_name, '') as column_name,
    split_part(rule, '.', -1) as kind,
    count(*) as findings
from quality.findings
where
    load_id = $load_id
    and state <> 'fixed'
    and (ends_with(rule, '.type') or ends_with(rule, '.code') or ends_with(rule, '.error_value') or ends_with(rule, '.json'))
group by all
order by table_name, column_name, kind;

-- name: repeated_keys
select table_name, count(*)
from quality.findings
where load_id = $load_id and state <> 'fixed' and ends_with(rule, '.key.unique')
group by table_name
order by table_name;

-- name: relations
select schema_name, table_name
from duckdb_tables()
where schema_name in ('history', 'staging') and database_name = current_database() and not temporary
order by schema_name, table_name;

-- name: typed
-- Rows of one table as they were read, and how many of them are exact copies of another.
select
    coalesce(sum(copies), 0)::bigint as typed,
    coalesce(sum(copies - 1), 0)::bigint as repeated
from (select count(*) as copies from staging.{table} group by row_hash);

-- name: moved
-- What a load did to the history of one table. Rows alike are told by their number, so they are counted, not merely found.
with held as (
    select row_hash, count(*) as copies from history.{table} where known_to = timestamp 'infinity' group by row_hash
),

staged as (
    {staged}
),

both_sides as (
    select sum(least(held.copies, staged.copies)) as copies
    from held
    inner join staged on held.row_hash = staged.row_hash
)

select
    (select coalesce(sum(copies), 0)::bigint from staged) as typed,
    (select coalesce(sum(copies - 1), 0)::bigint from staged) as repeated,
    (select coalesce(copies, 0)::bigint from both_sides) as from_this_load,
    count(*) filter (where known_to = timestamp 'infinity') as now,
    count(*) filter (where known_from = $known_from) as opened,
    count(*) filter (where known_to = $known_from and {is_staged}) as replaced,
    count(*) filter (where known_to = $known_from and not {is_staged}) as gone,
    count(*) filter (where known_from < $known_from and known_to >= $known_from) as before
from history.{table};
