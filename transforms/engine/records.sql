-- One row is one record in one period of one measure, with all that records.parquet holds but where it was read, and the labels it
-- is counted under.
create or replace temp view engine_records as
select
    engine_measures.measure,
    engine_windows.period,
    engine_windows.period_kind,
    engine_windows.period_start,
    engine_windows.period_end,
    measure_tables.table_name as "table",
    drafts.record_id,
    nullif(drafts.person_id, '') as person_id,
    case when isfinite(drafts."at") then drafts."at" end as "at",
    drafts.numerator,
    coalesce(drafts.weight, drafts.value) as value,
    drafts.excluded,
    coalesce(placed.team, person_days.team) as team,
    coalesce(placed.worker, person_days.worker) as worker,
    coalesce(placed.age_band, person_days.age_band) as age_band,
    coalesce(placed.sex, person_days.sex) as sex,
    coalesce(placed.ethnicity, person_days.ethnicity) as ethnicity,
    coalesce(placed.disability, person_days.disability) as disability,
    case
        when placed.own_labels is not null then map(engine_measures.own_names, engine_labels(placed.own_labels))
    end as own_groups,
    placed.only_in,
    placed.is_flagged
from engine_placed as placed
inner join engine_drafts as drafts on placed.draft_no = drafts.rowid
inner join engine_person_days as person_days on placed.day_no = person_days.day_no
inner join engine_measures on placed.measure_no = engine_measures.measure_no
inner join engine_windows on placed.window_no = engine_windows.window_no
inner join engine_measure_tables as measure_tables
    on drafts.measure_no = measure_tables.measure_no and drafts.table_no = measure_tables.table_no;

-- The same with the file and row that each was read from: by record and person, or where no sibling shares the record, by record alone.
create or replace temp view measure_records as
with source as materialized (
    select * from engine_sources
)

select
    records.*,
    coalesce(own.source_file, alone.source_file) as source_file,
    coalesce(own.source_row, alone.source_row) as source_row
from engine_records as records
left join source as own
    on
        records."table" = own.table_name
        and records.record_id = own.record_id
        and coalesce(records.person_id, '') = own.person_id
left join (select * from source where not is_shared) as alone
    on records."table" = alone.table_name and records.record_id = alone.record_id;
