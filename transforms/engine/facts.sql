-- One row is one record of one measure with every label it is counted under. An excluded record counts towards nothing, so its
-- counted_ columns are NULL; what the query said of it stays beside them.
create or replace temp table engine_facts as
select
    drafts.rowid as fact_no,
    drafts.measure_no,
    drafts.only_period_kind,
    drafts.placed_on,
    drafts.record_id,
    drafts.person_id,
    drafts."at",
    drafts.numerator,
    drafts.weight,
    drafts.value,
    drafts.excluded,
    case when drafts.excluded is null then drafts.numerator end as counted_numerator,
    case when drafts.excluded is null then coalesce(drafts.weight, 1) end as counted_weight,
    case when drafts.excluded is null then drafts.value end as counted_value,
    case
        when drafts.team is not null then coalesce(engine_teams.label, drafts.team)
        when drafts.team_on is null then null
        when allocations.person_id is not null then coalesce(allocations.team, 'Not known')
        else $nobody
    end as team,
    case
        when drafts.worker is not null then drafts.worker
        when drafts.team_on is null then null
        when allocations.person_id is not null then coalesce(allocations.worker, 'Not known')
        else $nobody
    end as worker,
    coalesce(
        drafts.age_band,
        age_band(
            coalesce(people.birth, case when people.expected_birth > drafts."at" then people.expected_birth end), drafts."at"
        )
    ) as age_band,
    coalesce(drafts.sex, people.sex, 'Not known') as sex,
    coalesce(drafts.ethnicity, people.ethnicity, 'Not known') as ethnicity,
    coalesce(drafts.disability, people.disability, 'Not known') as disability,
    drafts.own_groups,
    -- Taken out by a rule of counting is no fault of the data; taken out for what is not recorded or cannot be is (G4, G5).
    case
        when drafts.excluded is null
            then flagged_records.record_id is not null or flagged_people.person_id is not null
        else
            drafts.excluded in ('G4', 'G5') or starts_with(drafts.excluded, 'missing ') or starts_with(drafts.excluded, 'no ')
    end as is_flagged
from engine_drafts as drafts
left join engine_people as people on drafts.person_id = people.person_id
left join engine_teams on drafts.team = engine_teams.team_id
left join engine_allocations as allocations
    on
        drafts.person_id = allocations.person_id
        and drafts.team_on >= allocations.from_day
        and drafts.team_on < allocations.to_day
left join engine_flagged_records as flagged_records
    on drafts.measure_no = flagged_records.measure_no and drafts.record_id = flagged_records.record_id
left join engine_flagged_people as flagged_people
    on drafts.measure_no = flagged_people.measure_no and drafts.person_id = flagged_people.person_id;
