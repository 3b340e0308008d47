-- The warehouse file: what was loaded, what we know of each row and when, what is wrong with it, and the numbers made of it.

-- name: schemas
create schema if not exists meta;
create schema if not exists ref;
create schema if not exists history;
create schema if not exists ssd;
create schema if not exists sup;
create schema if not exists quality;
create schema if not exists results;

-- name: tables
create table if not exists meta.format (version integer not null);
create or replace table meta.authority (authority varchar not null, name varchar not null, la_code varchar not null);

create table if not exists meta.loads (
    load_id varchar not null,
    authority varchar not null,
    extracted_on date not null,
    known_from timestamp not null,
    content_sha256 varchar not null,
    source varchar not null,
    sequence integer not null
);

create table if not exists meta.delivered (
    load_id varchar not null,
    table_name varchar not null,
    column_name varchar not null
);

-- covers_from: NULL, the source covers everything; a date, nothing before it; 9999-12-31, it vouches for no row's absence.
create table if not exists meta.coverage (load_id varchar not null, table_name varchar not null, covers_from date);

create table if not exists meta.files (
    load_id varchar not null,
    file varchar not null,
    bytes bigint,
    sha256 varchar,
    rows bigint,
    table_name varchar,
    first_date date,
    last_date date
);

create table if not exists meta.intake (
    load_id varchar not null,
    kind varchar not null,
    table_name varchar,
    column_name varchar,
    detail varchar,
    count bigint
);

create table if not exists quality.rules (
    load_id varchar not null,
    rule varchar not null,
    table_name varchar,
    column_name varchar,
    severity varchar not null,
    says varchar,
    why varchar,
    fix varchar,
    tested bigint,
    failed bigint,
    status varchar not null,
    reason varchar
);

create table if not exists quality.findings (
    load_id varchar not null,
    rule varchar not null,
    severity varchar not null,
    table_name varchar,
    record_id varchar,
    person_id varchar,
    column_name varchar,
    value varchar,
    message varchar,
    team varchar,
    worker varchar,
    state varchar not null,
    first_seen date,
    source_file varchar,
    source_row bigint
);

create table if not exists results.measure_values (
    authority varchar not null,
    measure varchar not null,
    title varchar,
    period varchar not null,
    period_kind varchar not null,
    period_start date,
    period_end date,
    breakdown varchar not null,
    "group" varchar not null,
    numerator decimal(18, 6),
    denominator decimal(18, 6),
    value double,
    unit varchar,
    lower double,
    upper double,
    status varchar not null,
    reason varchar,
    records_with_findings bigint,
    known_at timestamp
);

create or replace table ref.codes (
    code_set varchar not null,
    code varchar not null,
    label varchar,
    valid_from date,
    valid_to date,
    bare_code varchar,
    ssd_code varchar
);

create or replace table ref.setting (name varchar not null, value varchar not null);

-- name: format_version
select max(version) from meta.format;

-- name: set_format_version
insert into meta.format
select $version
where not exists (select 1 from meta.format);

-- name: fill_authority
insert into meta.authority values ($authority, $name, $la_code);

-- name: fill_codes
insert into ref.codes
select
    unnest($code_sets),
    unnest($codes),
    unnest($labels),
    unnest($valid_from),
    unnest($valid_to),
    unnest($bare_codes),
    unnest($ssd_codes);

-- name: fill_settings
insert into ref.setting
select unnest($names), unnest($values);

-- name: history_columns
select table_name, column_name, data_type
from duckdb_columns()
where schema_name = 'history' and database_name = current_database()
order by table_name, column_index;

-- name: known_rows
known_from <= coalesce(cast(getvariable('known_at') as timestamp), timestamp '9999-12-31')
and known_to > coalesce(cast(getvariable('known_at') as timestamp), timestamp '9999-12-31')

-- name: relations_to_mirror
select schema_name, view_name
from duckdb_views()
where database_name = 'wh' and not internal and schema_name in ('ssd', 'sup')
union all
select schema_name, table_name
from duckdb_tables()
where database_name = 'wh' and not internal and schema_name in ('meta', 'ref', 'quality', 'results')
order by all;

-- name: load_as_known
select load_id, authority, extracted_on, known_from
from wh.meta.loads
where $known_at is null or known_from <= cast($known_at as timestamp)
order by known_from desc
limit 1;

-- name: first_known
select min(known_from) from wh.meta.loads;

-- name: authority
select authority, name, la_code from wh.meta.authority;

-- name: session_views
create schema prepare;

create view available as
select table_name, column_name
from wh.meta.delivered
where load_id = getvariable('load_id');

-- From which date each table is covered, by the load as known and the loads before it: windows that meet or overlap add up, so
-- a source that sends six months every quarter covers all the time since its first delivery. NULL covers everything;
-- 9999-12-31 no time at all: the source holds only some of the rows, such as each plan's latest review.
create view covered as
with delivery as (
    select
        coverage.table_name,
        loads.known_from,
        loads.extracted_on,
        coalesce(coverage.covers_from, date '-infinity') as covers_from
    from wh.meta.coverage
    inner join wh.meta.loads on coverage.load_id = loads.load_id
    where loads.known_from <= getvariable('known_at')
),

chained as (
    select
        *,
        coalesce(
            min(covers_from) over (
                partition by table_name order by known_from desc
                rows between unbounded preceding and 1 preceding
            ) > extracted_on,
            false
        ) as after_gap
    from delivery
),

unbroken as (
    select
        *,
        count(*) filter (where after_gap) over (partition by table_name order by known_from desc) as gaps
    from chained
)

select
    table_name,
    nullif(min(covers_from), date '-infinity') as covers_from
from unbroken
where gaps = 0
group by table_name
order by table_name;
