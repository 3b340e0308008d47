-- What a computation works with. Numbers stand for measures and windows, so that millions of rows are placed and grouped fast.
create or replace table engine_measures (
    measure_no smallint,
    measure varchar,
    title varchar,
    unit varchar,
    is_highest boolean,
    table_name varchar,
    has_whole boolean,
    by_team boolean,
    by_worker boolean,
    by_age_band boolean,
    by_sex boolean,
    by_ethnicity boolean,
    by_disability boolean,
    own_names varchar[]
);

create or replace table engine_needs (measure_no smallint, table_name varchar, column_name varchar);

-- One row is one table that a measure's records may come from.
create or replace table engine_measure_tables (measure_no smallint, table_no smallint, table_name varchar);

create or replace table engine_windows (
    window_no smallint,
    kind varchar,
    period_kind varchar,
    period varchar,
    natural_start date,
    period_start date,
    period_end date,
    remark varchar
);

-- by_end: the records say themselves which period they belong to, by its last day.
create or replace table engine_measure_windows (measure_no smallint, window_no smallint, why_not varchar, by_end boolean);


-- One row is what a measure's query said of one record. Given labels are NULL where the query leaves them to the engine. person_id is
-- empty, and a date infinite, where there is none, so that they can be joined on. only_in names the own breakdown that alone counts
-- the record; table_no which of the measure's tables it is of. own_labels holds the groups of the measure's own breakdowns in the
-- header's order as the query gave them, with a unit separator between them: a map in each row would cost more than all the counting.
create or replace table engine_drafts (
    measure_no smallint,
    only_period_kind varchar,
    placed_on date,
    record_id varchar,
    person_id varchar,
    "at" date,
    team_on date,
    numerator decimal(18, 6),
    weight decimal(18, 6),
    value decimal(18, 6),
    excluded varchar,
    only_in varchar,
    table_no smallint,
    team varchar,
    worker varchar,
    age_band varchar,
    sex varchar,
    ethnicity varchar,
    disability varchar,
    own_labels varchar
);

create or replace macro engine_labels(own_labels) as
list_transform(string_split(own_labels, chr(31)), lambda given: coalesce(nullif(trim(given), ''), 'Not known'));
