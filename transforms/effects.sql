-- What the findings of a load do to the measures, and which rows the measures count. Numbers only: no record leaves these queries.

-- name: tables
create or replace table quality.effects_source (load_id varchar not null, checked varchar);
create or replace table quality.effects (
    measure varchar not null,
    title varchar not null,
    period varchar not null,
    kind varchar not null,
    period_start date,
    period_end date,
    status varchar not null,
    reason varchar,
    records bigint,
    records_with_findings bigint,
    flag varchar
);
create or replace table quality.effect_rules (
    measure varchar not null,
    rule varchar not null,
    severity varchar not null,
    records bigint
);
create or replace table quality.measure_reads (
    measure varchar not null,
    title varchar not null,
    table_name varchar not null,
    column_name varchar not null
);
create or replace table quality.used (
    table_name varchar not null,
    rows_known bigint not null,
    rows_in_quarter bigint not null,
    rows_in_longer bigint not null
);

-- name: add_source
-- `checked` tells later whether the rules were run again since.
insert into quality.effects_source
select
    $load_id,
    (
        select md5(string_agg(concat_ws('|', rule, severity, status, failed), ';' order by rule))
        from quality.rules
        where load_id = $load_id
    );

-- name: windows
select
    kind,
    period_start,
    period_end
from engine_windows
where period = $period and period_kind = 'quarter'
order by kind;

-- name: values
-- One row is one measure in one window of the quarter: what its whole is, or the best of its rows where they are not added up.
select
    measure,
    period_start,
    case
        when bool_or(status = 'ok') then 'ok'
        when bool_or(status = 'no_records') then 'no_records'
        else 'not_available'
    end as status,
    min(reason) filter (where status = 'not_available') as reason
from measure_values
where period = $period and period_kind = 'quarter'
group by measure, period_start
order by measure, period_start;

-- name: rows_apart
-- The records behind measures whose rows are never added up: each once, however many rows it stands in.
select
    measure,
    period_start,
    count(distinct ("table", record_id, coalesce(person_id, ''))) filter (where excluded is null or is_flagged) as records,
    count(distinct ("table", record_id, coalesce(person_id, ''))) filter (where is_flagged) as affected
from engine_records
where period = $period and period_kind = 'quarter' and only_in is not null
group by measure, period_start
order by measure, period_start;

-- name: counted_keys
-- Every record that some measure counts in the quarter, or in a longer window that ends with it.
create or replace temp table counted_keys as
select
    "table" as table_name,
    record_id,
    coalesce(person_id, '') as person_id,
    bool_or(period_start >= $start) as in_quarter
from engine_records
where period = $period and period_kind = 'quarter' and excluded is null
group by "table", record_id, coalesce(person_id, '');

-- name: used
-- How many rows of one table are counted. Siblings may share the key of an enquiry or conference: then the person tells which is meant.
with known as (
    select
        concat_ws('|', {key}) as record_id,
        coalesce({person}, '') as person_id
    from {view}
),

own as (
    select record_id, person_id, in_quarter from counted_keys where table_name = '{table}'
),

alone as (
    select record_id, bool_or(in_quarter) as in_quarter from own group by record_id
),

shared as (
    select record_id from known group by record_id having count(distinct person_id) > 1
)

select
    '{table}' as table_name,
    count(*) as rows_known,
    count(*) filter (where coalesce(own.in_quarter, alone.in_quarter)) as rows_in_quarter,
    count(*) filter (where not coalesce(own.in_quarter, alone.in_quarter)) as rows_in_longer
from known
left join shared on known.record_id = shared.record_id
left join own on shared.record_id is not null and known.record_id = own.record_id and known.person_id = own.person_id
left join alone on shared.record_id is null and known.record_id = alone.record_id;
