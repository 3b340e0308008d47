-- One row a rule and one a rule and measure, for all teams (team NULL) and for each team that holds the findings: how many records
-- that a number of the period counts, or leaves out for a fault, have a standing finding of the rule on what the measure reads.
-- measure NULL: of all the measures asked for, each record once.
with wanted as (
    select
        unnest(cast($measures as varchar[])) as measure,
        unnest(cast($starts as date[])) as period_start
),

flagged as (
    select
        records.measure,
        records."table" as table_name,
        records.record_id,
        records.person_id
    from engine_records as records
    inner join wanted on records.measure = wanted.measure and records.period_start = wanted.period_start
    where
        records.period = $period
        and records.period_kind = 'quarter'
        and records.only_in is null
        and records.is_flagged
),

reads as (
    select distinct
        engine_measures.measure,
        engine_needs.table_name,
        engine_needs.column_name
    from engine_needs
    inner join engine_measures on engine_needs.measure_no = engine_measures.measure_no
    inner join wanted on engine_measures.measure = wanted.measure
),

read_by as (
    select measure, table_name, column_name from reads
    union all
    select distinct measure, table_name, '' as column_name from reads
),

standing as (
    select distinct
        rule,
        team,
        table_name,
        coalesce(column_name, '') as column_name,
        record_id,
        person_id
    from finding_life
    where state <> 'fixed' and severity in ('critical', 'major')
),

touched as (
    select standing.rule, standing.team, flagged.measure, flagged.table_name, flagged.record_id, flagged.person_id
    from flagged
    inner join standing on flagged.table_name = standing.table_name and flagged.record_id = standing.record_id
    inner join read_by
        on
            flagged.measure = read_by.measure
            and standing.table_name = read_by.table_name
            and standing.column_name = read_by.column_name
    union all
    select standing.rule, standing.team, flagged.measure, flagged.table_name, flagged.record_id, flagged.person_id
    from flagged
    inner join standing on flagged.person_id = standing.person_id
    inner join read_by
        on
            flagged.measure = read_by.measure
            and standing.table_name = read_by.table_name
            and standing.column_name = read_by.column_name
    where standing.table_name = 'ssd_person' and flagged.table_name <> 'ssd_person'
)

select
    rule,
    team,
    measure,
    count(distinct (table_name, record_id, person_id)) as records
from touched
group by grouping sets ((rule), (rule, measure), (rule, team), (rule, team, measure))
order by rule, team nulls first, measure nulls first
