-- Types the landed text. Each macro gives NULL for what does not type; nothing is guessed: no two-digit years, no
-- month-first dates, no days that do not exist.

-- name: macros
-- Trims, and turns the no-break spaces that spreadsheets and web forms leave into plain ones. Nearly every cell is plain
-- ASCII without space at its ends, which is told at a tenth of the cost.
create or replace temp macro clean_text(v) as (
    case
        when ascii(v) > 32 and ascii(reverse(v)) > 32 and strlen(v) = length(v) then v
        else
            nullif(
                regexp_replace(
                    regexp_replace(v, '[\x{a0}\x{2007}\x{202f}\x{feff}]', ' ', 'g'), '^\s+|\s+$', '', 'g'
                ),
                ''
            )
    end
);

-- What Excel shows where a formula failed.
create or replace temp macro is_error_value(v) as
    case
        when starts_with(v, '#')
            then upper(v) in
                ('#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!', '#SPILL!', '#CALC!', '#GETTING_DATA')
        else false
    end;

-- The local (Europe/London) time of a date or a time in any of the accepted spellings. A spelling with a zone or an
-- offset is moved to London; one without is London's already. Serial numbers are Excel's, days since 30 December 1899.
create or replace temp macro text_to_timestamp(v) as (
    case
        when length(v) = 10 and regexp_full_match(v, '[1-9]\d{3}-\d{2}-\d{2}')
            then try_cast(v as timestamp)
        when length(v) = 10 and regexp_full_match(v, '\d{2}/\d{2}/[1-9]\d{3}')
            then try_strptime(v, '%d/%m/%Y')
        when regexp_full_match(v, '[1-9]\d{3}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?')
            then try_cast(replace(replace(v, 'T', ' '), ',', '.') as timestamp)
        when regexp_full_match(v, '[1-9]\d{3}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)? ?(Z|z|[+-]\d{2}(:?\d{2})?)')
            then try_cast(
                -- DuckDB wants seconds, a full offset and no space before it.
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            replace(replace(replace(upper(v), 'T', ' '), ',', '.'), 'Z', '+00:00'),
                            '^(\S+ \d{2}:\d{2}) ?([+-])', '\1:00\2'
                        ),
                        ' ?([+-]\d{2}):?(\d{2})$', '\1:\2'
                    ),
                    ' ?([+-]\d{2})$', '\1:00'
                ) as timestamptz
            ) at time zone 'Europe/London'
        when regexp_full_match(v, '\d{1,2}[/.-]\d{1,2}[/.-][1-9]\d{3}( +\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?')
            then try_cast(
                regexp_replace(v, '^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})', '\3-\2-\1') as timestamp
            )
        when regexp_full_match(v, '[1-9]\d{3}/\d{1,2}/\d{1,2}( +\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?')
            then try_cast(replace(v, '/', '-') as timestamp)
        when regexp_full_match(v, '\d{1,2}[ /-][A-Za-z]{3,9}[ /-][1-9]\d{3}( +\d{1,2}:\d{2}(:\d{2})?)?')
            then try_strptime(
                regexp_replace(
                    regexp_replace(v, '^(\d{1,2})[ /-]([A-Za-z]+)[ /-](\d{4})', '\1 \2 \3'), '(?i) sept ', ' Sep '
                ),
                ['%d %b %Y', '%d %B %Y', '%d %b %Y %H:%M', '%d %B %Y %H:%M', '%d %b %Y %H:%M:%S', '%d %B %Y %H:%M:%S']
            )
        when regexp_full_match(v, '(19|20)\d{6}')
            then try_strptime(v, '%Y%m%d')
        when regexp_full_match(v, '[1-8]\d{4}(\.\d+)?') and try_cast(v as double) between 10000 and 80000
            then timestamp '1899-12-30' + to_milliseconds(cast(round(try_cast(v as double) * 86400000) as bigint))
    end
);

create or replace temp macro text_to_date(v) as cast(text_to_timestamp(v) as date);

create or replace temp macro text_to_integer(v) as (
    case
        when regexp_full_match(v, '[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0*)?')
            then try_cast(replace(split_part(v, '.', 1), ',', '') as bigint)
    end
);

create or replace temp macro text_to_decimal(v) as (
    case
        when regexp_full_match(v, '[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+|\.)?') and regexp_matches(v, '\d')
            then try_cast(replace(v, ',', '') as decimal(18, 6))
    end
);

create or replace temp macro text_to_boolean(v) as (
    case
        when lower(v) in ('true', 't', 'yes', 'y', '1', '1.0') then true
        when lower(v) in ('false', 'f', 'no', 'n', '0', '0.0') then false
    end
);

create or replace temp macro text_to_json(v) as case when json_valid(v) then v end;

create or replace temp macro text_to_string(v) as (
    case when starts_with(v, '#') then case when not is_error_value(v) then v end else v end
);

-- name: staging
drop schema if exists staging cascade;
create schema staging;

create table staging.delivered (table_name varchar not null, column_name varchar not null);

create table staging.cast_failures (
    table_name varchar not null,
    column_name varchar not null,
    kind varchar not null,
    value varchar not null,
    record_id varchar,
    person_id varchar,
    source_file varchar,
    source_row bigint
);

create table staging.spellings_used (
    table_name varchar not null,
    column_name varchar not null,
    code_set varchar not null,
    code varchar not null,
    how varchar not null,
    count bigint not null
);

create or replace temp table delivered_spelling (
    table_name varchar, column_name varchar, code_set varchar, spelling varchar, count bigint
);
create or replace temp table spelling_match (code_set varchar, spelling varchar, code varchar, how varchar);

-- name: landed_columns
select * from read_parquet($path) limit 0;

-- name: fill_delivered
insert into staging.delivered
select $table_name, unnest($columns);

-- name: distinct_spellings
select distinct code_set, spelling
from delivered_spelling
where not is_error_value(spelling)
order by code_set, spelling;

-- name: fill_matches
insert into spelling_match
select
    unnest($code_sets),
    unnest($spellings),
    unnest($codes),
    unnest($hows);

-- name: fill_spellings_used
insert into staging.spellings_used
select
    delivered_spelling.table_name,
    delivered_spelling.column_name,
    delivered_spelling.code_set,
    spelling_match.code,
    spelling_match.how,
    sum(delivered_spelling.count) as count
from delivered_spelling
inner join spelling_match
    on delivered_spelling.code_set = spelling_match.code_set
    and delivered_spelling.spelling = spelling_match.spelling
-- Words kept as given would put cell text into a list that is not protected; they are no code.
where spelling_match.how not in ('exact', 'as given')
group by all
order by all;

-- name: clear
drop table delivered_spelling;
drop table spelling_match;
