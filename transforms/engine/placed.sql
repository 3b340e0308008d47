-- One row is one record in one window of its measure: as many rows as the record has periods it counts in. One without a date (G4) could
-- belong to any, so it is listed in all. draft_no is the draft's rowid; day_no leads to the labels of the person on that day. An excluded
-- record counts towards nothing, so its counted_ columns are NULL; what the query said of it stays in the draft.
create or replace temp table engine_placed as
with counted_window as (
    select
        measure_windows.measure_no,
        measure_windows.window_no,
        engine_windows.period_kind,
        case when measure_windows.by_end then engine_windows.period_end else engine_windows.period_start end as first_day,
        engine_windows.period_end as last_day,
        -- Windows of several lengths end on one day, so of records that name that day the date says which they fall in.
        case
            when
                measure_windows.by_end
                and min(engine_windows.kind) over measure_of_window <> max(engine_windows.kind) over measure_of_window
                then engine_windows.period_start
            else date '-infinity'
        end as dated_from
    from engine_measure_windows as measure_windows
    inner join engine_windows on measure_windows.window_no = engine_windows.window_no
    where measure_windows.why_not = ''
    window measure_of_window as (partition by measure_windows.measure_no)
),

window_day as (
    select
        measure_no,
        window_no,
        period_kind,
        dated_from,
        unnest(range(first_day::timestamp, last_day + interval 1 day, interval 1 day))::date as day
    from counted_window
    union all
    select measure_no, window_no, period_kind, dated_from, date 'infinity' as day
    from counted_window
)

select
    drafts.measure_no,
    window_day.window_no,
    drafts.rowid as draft_no,
    person_days.day_no,
    case when drafts.excluded is null then drafts.numerator end as counted_numerator,
    case when drafts.excluded is null then coalesce(drafts.weight, 1) end as counted_weight,
    case when drafts.excluded is null then drafts.value end as counted_value,
    drafts.own_labels,
    drafts.only_in,
    coalesce(teams.team, drafts.team) as team,
    drafts.worker,
    drafts.age_band,
    drafts.sex,
    drafts.ethnicity,
    drafts.disability,
    -- Taken out by a rule of counting is no fault of the data; taken out for what is not recorded or cannot be is (G4, G5).
    case
        when drafts.excluded is null
            then flagged_records.record_id is not null or flagged_people.person_id is not null
        else
            drafts.excluded in ('G4', 'G5') or starts_with(drafts.excluded, 'missing ') or starts_with(drafts.excluded, 'no ')
    end as is_flagged
from engine_drafts as drafts
inner join window_day
    on
        drafts.measure_no = window_day.measure_no
        and drafts.placed_on = window_day.day
        and drafts."at" >= window_day.dated_from
        and (drafts.only_period_kind is null or drafts.only_period_kind = window_day.period_kind)
inner join engine_person_days as person_days
    on
        drafts."at" = person_days."at"
        and drafts.person_id = person_days.person_id
        and drafts.team_on = person_days.team_on
left join prepare.teams as teams on drafts.team = teams.team_id
left join engine_flagged_records as flagged_records
    on
        drafts.measure_no = flagged_records.measure_no
        and drafts.table_no = flagged_records.table_no
        and drafts.record_id = flagged_records.record_id
left join engine_flagged_people as flagged_people
    on drafts.measure_no = flagged_people.measure_no and drafts.person_id = flagged_people.person_id;
