-- The life of findings: what was said of each by the loads before, since when it stands, and who waived it until when. Table
-- macros of schema quality, in the warehouse file and in every reading session. A finding is known by its rule, table, record and
-- column, and among rows alike (a record delivered twice, rows without an id) by its number.

-- name: tables
-- What the ledger says of waivers, put here for the queries below. record_id NULL covers every finding of the rule.
create table if not exists quality.waivers (
    rule varchar not null,
    record_id varchar,
    name varchar not null,
    reason varchar not null,
    given_on date not null,
    until date not null
);

-- name: copy_waivers
insert into quality.waivers
select rule, record_id, name, reason, given_on, until
from wh.quality.waivers;

-- name: macros
-- The loads that were checked and taken before a day; of several taken on one day the last, which superseded the others.
create or replace macro quality.loads_before(before_day) as table
select load_id, extracted_on, known_from
from meta.loads
where extracted_on < before_day and load_id in (select load_id from quality.rules)
qualify row_number() over (partition by extracted_on order by known_from desc, load_id desc) = 1;

-- A load, and those before it.
create or replace macro quality.loads_to(given_load) as table
select load_id, extracted_on, known_from
from meta.loads
where load_id = given_load
union all
select load_id, extracted_on, known_from
from quality.loads_before((select extracted_on from meta.loads where load_id = given_load));

-- What was last said of each finding by the loads taken from a day on and before another. A rule that could not run, or a record
-- outside a load's window, leaves what was said before it as it was.
create or replace macro quality.last_said(from_day, before_day) as table
with numbered as (
    select
        findings.load_id,
        findings.rule,
        findings.table_name,
        findings.record_id,
        findings.column_name,
        findings.state,
        findings.first_seen,
        loads.extracted_on as said_on,
        row_number() over (
            partition by
                findings.load_id, findings.rule, findings.table_name, findings.record_id, findings.column_name
            order by findings.state = 'fixed', findings.source_file, findings.source_row
        ) as copy_no
    from quality.findings as findings
    inner join quality.loads_before(before_day) as loads
        on findings.load_id = loads.load_id and loads.extracted_on >= from_day
)

select
    rule,
    table_name,
    record_id,
    column_name,
    copy_no,
    arg_max(load_id, said_on) as load_id,
    arg_max(state, said_on) as state,
    arg_max(first_seen, said_on) as first_seen
from numbered
group by rule, table_name, record_id, column_name, copy_no;

-- The waivers that stand for a load: it was taken on their last day or before. Of several for the same findings the longest.
create or replace macro quality.standing_waivers(given_load) as table
select rule, record_id, max(until) as until
from quality.waivers
where until >= (select extracted_on from meta.loads where load_id = given_load)
group by rule, record_id;

-- One row a finding that stands in a load, or was fixed by it, or was fixed since the quarter before (then `state` is NULL: the
-- load itself says nothing of it). `since_quarter` compares with the last load of an earlier financial quarter, point by point, as
-- `state` does with the load before; NULL where there is no such load, and for what came and went in between.
create or replace macro quality.life(given_load) as table
with this_load as (
    select
        extracted_on,
        cast(date_trunc('quarter', extracted_on) as date) as quarter_start
    from meta.loads
    where load_id = given_load
),

quarters_before as (select * from quality.loads_before((select quarter_start from this_load))),

now as (
    select
        findings.*,
        row_number() over (
            partition by rule, table_name, record_id, column_name
            order by state = 'fixed', source_file, source_row
        ) as copy_no
    from quality.findings as findings
    where load_id = given_load
),

baseline as (
    select *
    from quality.last_said(date '-infinity', (select quarter_start from this_load))
    where state <> 'fixed'
),

-- What stood at the baseline, and a load between it and this one fixed.
since_fixed as (
    select said.*
    from quality.last_said((select quarter_start from this_load), (select extracted_on from this_load)) as said
    inner join baseline
        on
            said.rule = baseline.rule
            and said.table_name is not distinct from baseline.table_name
            and said.record_id is not distinct from baseline.record_id
            and said.column_name is not distinct from baseline.column_name
            and said.copy_no = baseline.copy_no
    left join now
        on
            said.rule = now.rule
            and said.table_name is not distinct from now.table_name
            and said.record_id is not distinct from now.record_id
            and said.column_name is not distinct from now.column_name
            and said.copy_no = now.copy_no
    where said.state = 'fixed' and now.rule is null
),

lived as (
    select
        now.* exclude (load_id, copy_no),
        case
            when not exists (from quarters_before) then null
            when now.state = 'fixed' then case when baseline.rule is not null then 'fixed' end
            when baseline.rule is not null then 'open'
            when now.first_seen < this_load.quarter_start then 'came_back'
            else 'new'
        end as since_quarter
    from now
    cross join this_load
    left join baseline
        on
            now.rule = baseline.rule
            and now.table_name is not distinct from baseline.table_name
            and now.record_id is not distinct from baseline.record_id
            and now.column_name is not distinct from baseline.column_name
            and now.copy_no = baseline.copy_no
    union all by name
    select
        fixed.* exclude (load_id, copy_no, state),
        null as state,
        'fixed' as since_quarter
    from since_fixed
    inner join (
        select
            findings.*,
            row_number() over (
                partition by load_id, rule, table_name, record_id, column_name
                order by state = 'fixed', source_file, source_row
            ) as copy_no
        from quality.findings as findings
        where load_id in (select load_id from since_fixed)
    ) as fixed
        on
            since_fixed.load_id = fixed.load_id
            and since_fixed.rule = fixed.rule
            and since_fixed.table_name is not distinct from fixed.table_name
            and since_fixed.record_id is not distinct from fixed.record_id
            and since_fixed.column_name is not distinct from fixed.column_name
            and since_fixed.copy_no = fixed.copy_no
)

select
    lived.rule,
    lived.severity,
    lived.table_name,
    lived.record_id,
    lived.person_id,
    lived.column_name,
    lived.value,
    lived.message,
    lived.team,
    lived.worker,
    lived.state,
    lived.since_quarter,
    lived.first_seen,
    date_diff('day', lived.first_seen, this_load.extracted_on) as age_days,
    coalesce(greatest(of_rule.until, of_record.until) is not null, false) as waived,
    greatest(of_rule.until, of_record.until) as waived_until,
    lived.source_file,
    lived.source_row
from lived
cross join this_load
left join quality.standing_waivers(given_load) as of_rule on lived.rule = of_rule.rule and of_rule.record_id is null
left join quality.standing_waivers(given_load) as of_record
    on lived.rule = of_record.rule and lived.record_id = of_record.record_id;

-- One row a load up to this one and severity. `waived` counts standing findings; a waiver shows from the last load before it was
-- given, whose return it let go.
create or replace macro quality.burndown(given_load) as table
with loads as (
    select
        load_id,
        extracted_on,
        lead(extracted_on, 1, date '9999-12-31') over (order by extracted_on) as next_on
    from quality.loads_to(given_load)
),

covered as (
    select distinct
        loads.load_id,
        waivers.rule,
        waivers.record_id
    from loads
    inner join quality.waivers as waivers on loads.extracted_on <= waivers.until and loads.next_on > waivers.given_on
)

select
    loads.load_id,
    loads.extracted_on,
    severities.severity,
    count(*) filter (where findings.state <> 'fixed') as standing,
    count(*) filter (where findings.state = 'new') as new,
    count(*) filter (where findings.state = 'came_back') as came_back,
    count(*) filter (where findings.state = 'fixed') as fixed,
    count(*) filter (
        where findings.state <> 'fixed' and (of_rule.rule is not null or of_record.rule is not null)
    ) as waived
from loads
cross join (values (1, 'critical'), (2, 'major'), (3, 'minor')) as severities(place, severity)
left join quality.findings as findings
    on loads.load_id = findings.load_id and severities.severity = findings.severity
left join covered as of_rule
    on findings.load_id = of_rule.load_id and findings.rule = of_rule.rule and of_rule.record_id is null
left join covered as of_record
    on
        findings.load_id = of_record.load_id
        and findings.rule = of_record.rule
        and findings.record_id = of_record.record_id
group by loads.load_id, loads.extracted_on, severities.severity, severities.place
order by loads.extracted_on, severities.place;

-- What came of each rule in the last eight loads up to this one; a load in which a rule did not apply has no row for it.
create or replace macro quality.rule_trend(given_load) as table
with loads as (
    select load_id, extracted_on
    from quality.loads_to(given_load)
    qualify row_number() over (order by extracted_on desc) <= 8
)

select
    loads.load_id,
    loads.extracted_on,
    rules.rule,
    rules.status,
    rules.tested,
    rules.failed
from loads
inner join quality.rules as rules on loads.load_id = rules.load_id
order by rules.rule, loads.extracted_on;

-- One row a rule with findings that stand in a load.
create or replace macro quality.standing_rules(given_load) as table
select
    findings.rule,
    findings.severity,
    count(*) as standing,
    count(*) filter (where of_rule.until is not null or of_record.until is not null) as waived,
    count(*) filter (where of_rule.until is null and of_record.until is null) as unwaived
from quality.findings as findings
left join quality.standing_waivers(given_load) as of_rule on findings.rule = of_rule.rule and of_rule.record_id is null
left join quality.standing_waivers(given_load) as of_record
    on findings.rule = of_record.rule and findings.record_id = of_record.record_id
where findings.load_id = given_load and findings.state <> 'fixed'
group by findings.rule, findings.severity
order by findings.rule, findings.severity;
