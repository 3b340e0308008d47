-- Brings one typed load into the history. A version of a row is told by its content and, among rows alike, its number.

-- name: known_load
select 1 from meta.loads where load_id = $load_id

-- name: loads_from
-- How many loads were taken at this time, and how many later. A load's number is in the microseconds after its time.
select
    count(*) filter (where known_from < $extracted_on + interval 1 second),
    count(*) filter (where known_from >= $extracted_on + interval 1 second)
from meta.loads
where known_from >= $extracted_on;

-- name: add_load
insert into meta.loads
select $load_id, authority, $extracted_on, $known_from, $content_sha256, $source, $sequence
from meta.authority;

-- name: add_delivered
insert into meta.delivered
select distinct $load_id, table_name, column_name
from staging.delivered
order by all;

-- name: add_coverage
insert into meta.coverage
select $load_id, unnest($tables) as table_name, unnest($covers) as covers_from
order by table_name;

-- name: add_file
insert into meta.files values ($load_id, $file, $bytes, $sha256, $rows, $table_name, $first_date, $last_date);

-- name: add_notes
insert into meta.intake
select
    $load_id,
    unnest($kinds),
    unnest($tables),
    unnest($columns),
    unnest($details),
    unnest($counts);

-- name: add_spellings
-- The code set and the code, never the cell's own text.
insert into meta.intake
select
    $load_id,
    'spelling_mapped',
    table_name,
    column_name,
    code_set || ': ' || code || ' (' || how || ')',
    count
from staging.spellings_used
order by all;

-- name: staged_tables
select table_name
from duckdb_tables()
where schema_name = 'staging' and database_name = current_database()
order by table_name;

-- name: incoming
create or replace temp table incoming as
select
    row_number() over (partition by row_hash order by source_file, source_row) as copy_no,
    *
from staging.{table};

-- name: close_versions
-- A version that the load does not hold ends, if the load speaks for it: its key is there with other content, or its date
-- lies in what the source covers. A row without a date is not closed by a source that sends only a window.
update history.{table} as known
set known_to = $known_from
where
    known.known_to = 'infinity'
    and not exists (
        select 1 from incoming where incoming.row_hash = known.row_hash and incoming.copy_no = known.copy_no
    )
    and (
        {record_id} in (select incoming.record_id from incoming where incoming.record_id is not null)
        or $covers_from is null
        or (cast($covers_from as date) < date '9999-12-31' and {relevant_date} >= cast($covers_from as date))
    );

-- name: open_versions
insert into history.{table} ({columns}, source_file, source_row, row_hash, copy_no, load_id, known_from, known_to)
select
    {columns},
    source_file,
    source_row,
    row_hash,
    copy_no,
    $load_id,
    $known_from,
    'infinity'
from incoming
where
    not exists (
        select 1
        from history.{table} as known
        where
            known.known_to = 'infinity'
            and known.row_hash = incoming.row_hash
            and known.copy_no = incoming.copy_no
    )
order by source_file, source_row;
