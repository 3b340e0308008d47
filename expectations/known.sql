-- The picture a load is checked against: its own rows, and earlier rows that it does not cover and so did not take back.

-- name: schema
create schema if not exists known;
create schema if not exists before;
create schema if not exists covered;

-- name: macros
-- The letter that ends the sum of a unique pupil number. Source: DfE, "Unique pupil numbers", 2024, annex on the check letter.
create or replace macro known.upn_is_valid(upn) as (
    regexp_full_match(upn, '[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]')
    and upn[1] = substr(
        'ABCDEFGHJKLMNPQRTUVWXYZ',
        1 + cast(list_sum(list_transform(
            range(2, 14), lambda i: i * (strpos('0123456789ABCDEFGHJKLMNPQRTUVWXYZ', substr(upn, cast(i as integer), 1)) - 1)
            - case when regexp_matches(substr(upn, cast(i as integer), 1), '[A-Z]') then i * 10 else 0 end
        )) as integer) % 23,
        1
    )
);

-- Modulus 11. Source: NHS Data Dictionary, NHS NUMBER.
create or replace macro known.nhs_number_is_valid(nhs) as (
    regexp_full_match(replace(nhs, ' ', ''), '[0-9]{10}')
    and (11 - cast(list_sum(list_transform(
        range(1, 10), lambda i: (11 - i) * try_cast(substr(replace(nhs, ' ', ''), cast(i as integer), 1) as integer)
    )) as integer) % 11) % 11 = try_cast(right(replace(nhs, ' ', ''), 1) as integer)
);

-- The shape only: whether such a postcode exists is for sup_postcode_la to say.
create or replace macro known.postcode_is_valid(postcode) as (
    regexp_full_match(upper(trim(postcode)), '([A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA)')
);

-- name: people
create or replace table known.people as
select
    pers_person_id as people_id,
    min(pers_dob) as birth_date,
    min(pers_expected_dob) as expected_date,
    min(pers_death_date) as death_date
from known.ssd_person
where pers_person_id is not null
group by pers_person_id;

-- name: no_people
create or replace table known.people (people_id varchar, birth_date date, expected_date date, death_date date);

-- name: allocated
-- calendar.md G11: the open involvement with the case worker's role; the latest start, then the highest id.
create or replace table known.allocated as
select
    invo_person_id as person_id,
    invo_professional_team as team_id,
    invo_professional_id as worker
from known.ssd_involvements
where
    invo_involvement_start_date <= getvariable('extracted_on')
    and (invo_involvement_end_date is null or invo_involvement_end_date > getvariable('extracted_on'))
    and upper(invo_professional_role_id) in (
        select upper(value) from ref.setting where name = 'case_worker_role'
        union all
        select 'CW' where not exists (select 1 from ref.setting where name = 'case_worker_role')
    )
qualify row_number() over (
    partition by invo_person_id order by invo_involvement_start_date desc, invo_involvements_id desc, source_row
) = 1;

-- name: no_allocated
create or replace table known.allocated (person_id varchar, team_id varchar, worker varchar);

-- name: teams
create or replace table known.teams as
select
    dept_team_id as team_id,
    coalesce(min(dept_team_name), dept_team_id) as team
from known.ssd_department
where dept_team_id is not null
group by dept_team_id;

-- name: no_teams
create or replace table known.teams (team_id varchar, team varchar);

-- name: no_children
select null as child_unique_id, null as date_of_birth, null as gender where false

-- name: drop
drop schema if exists known cascade;
drop schema if exists before cascade;
drop schema if exists covered cascade;

-- name: staged_tables
select table_name
from duckdb_tables()
where schema_name = 'staging' and database_name = current_database()
order by table_name;

-- name: tables_with_history
select table_name
from duckdb_tables()
where schema_name = 'history' and database_name = current_database() and estimated_size > 0
order by table_name;

-- name: columns_of_staging
select table_name, column_name from duckdb_columns() where schema_name = 'staging' and database_name = current_database();

-- name: delivered
select distinct table_name, column_name from staging.delivered;

-- name: coverage
select table_name, covers_from from meta.coverage where load_id = $load_id;

-- name: previous_load
select load_id
from meta.loads
where
    load_id <> $load_id
    and known_from < coalesce(
        (select min(known_from) from meta.loads where load_id = $load_id),
        cast($extracted_on as timestamp) + interval 1 day
    )
order by known_from desc
limit 1;

-- name: load_before
-- The latest load of an earlier day. A load of the same day is superseded by this one, so it is nothing to compare with;
-- nor is a workbook of Annex A lists with an extract of the SSD, or the other way round: they number records differently.
select
    load_id,
    extracted_on,
    load_id in (select load_id from meta.delivered where starts_with(table_name, 'annex_a_list_')) as is_workbook
from meta.loads
where known_from < cast($extracted_on as timestamp)
order by known_from desc
limit 1;

-- name: delivered_before
select distinct delivered.table_name
from meta.delivered as delivered
inner join meta.loads as loads on delivered.load_id = loads.load_id
where
    loads.known_from < cast($extracted_on as timestamp)
    and $workbook = (
        loads.load_id in (select load_id from meta.delivered where starts_with(table_name, 'annex_a_list_'))
    )
    and $workbook = starts_with(delivered.table_name, 'annex_a_list_')
order by delivered.table_name;

-- name: absent
create or replace table before.absent as
select unnest($tables::varchar []) as table_name;

-- name: before
-- The rows as they stood until this load's day; `sent_from` is the day from which the load before could send such rows.
-- `covered` holds those of which this load's silence says that they are gone (as history.sql closes versions).
create or replace view before.{table} as
select
    {columns},
    {record_id} as record_id,
    {person_id} as person_id,
    source_file,
    source_row,
    date '{sent_from}' as sent_from
from history.{table}
where known_from < timestamp '{until}' and known_to >= timestamp '{until}';

create or replace view covered.{table} as select * from before.{table} where {is_covered};

-- name: late_event_days
select coalesce(max(try_cast(value as integer)), 90) from ref.setting where name = 'late_event_days';
