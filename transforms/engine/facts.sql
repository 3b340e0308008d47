-- One row is one record of one measure with every label it is counted under; fact_no is the draft's rowid. An excluded record counts
-- towards nothing, so its counted_ columns are NULL; what the query said of it stays in the draft.
create or replace temp table engine_facts as
select
    drafts.rowid as fact_no,
    drafts.measure_no,
    drafts.only_period_kind,
    drafts.placed_on,
    case when drafts.excluded is null then drafts.numerator end as counted_numerator,
    case when drafts.excluded is null then coalesce(drafts.weight, 1) end as counted_weight,
    case when drafts.excluded is null then drafts.value end as counted_value,
    coalesce(engine_teams.label, drafts.team, person_days.team) as team,
    coalesce(drafts.worker, person_days.worker) as worker,
    coalesce(drafts.age_band, person_days.age_band) as age_band,
    coalesce(drafts.sex, person_days.sex) as sex,
    coalesce(drafts.ethnicity, person_days.ethnicity) as ethnicity,
    coalesce(drafts.disability, person_days.disability) as disability,
    drafts.own_labels,
    drafts.only_in,
    -- Taken out by a rule of counting is no fault of the data; taken out for what is not recorded or cannot be is (G4, G5).
    case
        when drafts.excluded is null
            then flagged_records.record_id is not null or flagged_people.person_id is not null
        else
            drafts.excluded in ('G4', 'G5') or starts_with(drafts.excluded, 'missing ') or starts_with(drafts.excluded, 'no ')
    end as is_flagged
from engine_drafts as drafts
inner join engine_person_days as person_days
    on
        drafts."at" = person_days."at"
        and drafts.person_id = person_days.person_id
        and drafts.team_on = person_days.team_on
left join engine_teams on drafts.team = engine_teams.team_id
left join engine_flagged_records as flagged_records
    on
        drafts.measure_no = flagged_records.measure_no
        and drafts.record_id = flagged_records.record_id
        and coalesce(drafts.table_name, flagged_records.own_table) = flagged_records.table_name
left join engine_flagged_people as flagged_people
    on drafts.measure_no = flagged_people.measure_no and drafts.person_id = flagged_people.person_id;
