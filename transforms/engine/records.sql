-- One row is one record in one period of one measure, with all that records.parquet holds and the labels it is counted under.
create or replace temp view measure_records as
select
    engine_measures.measure,
    engine_windows.period,
    engine_windows.period_kind,
    engine_windows.period_start,
    engine_windows.period_end,
    coalesce(drafts.table_name, engine_measures.table_name) as "table",
    drafts.record_id,
    nullif(drafts.person_id, '') as person_id,
    case when isfinite(drafts."at") then drafts."at" end as "at",
    drafts.numerator,
    coalesce(drafts.weight, drafts.value) as value,
    drafts.excluded,
    facts.team,
    facts.worker,
    engine_sources.source_file,
    engine_sources.source_row,
    facts.age_band,
    facts.sex,
    facts.ethnicity,
    facts.disability,
    case when facts.own_labels is not null then map(engine_measures.own_names, string_split(facts.own_labels, chr(31))) end as own_groups,
    facts.only_in,
    facts.is_flagged
from engine_placements as placements
inner join engine_facts as facts on placements.fact_no = facts.fact_no
inner join engine_drafts as drafts on placements.fact_no = drafts.rowid
inner join engine_measures on facts.measure_no = engine_measures.measure_no
inner join engine_windows on placements.window_no = engine_windows.window_no
left join engine_sources
    on
        coalesce(drafts.table_name, engine_measures.table_name) = engine_sources.table_name
        and drafts.record_id = engine_sources.record_id
        and coalesce(drafts.person_id, '') = engine_sources.person_id;
