/* measure
title: Critical data-quality checks passed
question: Can the numbers be trusted?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 99, basis: local, floor: 95}
benchmark: null
source: local default; modelled on DfE census validation rules
breakdowns: [table, rule]
audiences: [ofsted, board, team]
needs: []
table: quality.rules
team: none
numerator_says: Tests of critical rules that the records passed
denominator_says: Tests of critical rules, one for each record that a rule applies to, on the extract taken for the period's end
edge_cases:
  - A test is one rule applied to one record of its table. A record here is a rule; its weight is the number of records it was tested on.
  - The extract of a period is the first one taken on or after its last day and before the next three months are over; of several taken at
    the same time the last. A period for which none was taken has no figure.
  - A rule that could not run counts as failed for every record of its table, and as one failed test where the table did not come.
  - "Not built: breakdown by team; the passes of a rule are counted, not kept record by record. Red flags stand beside every figure."
*/
with taken as (
    select
        period_end,
        arg_min(load_id, (extracted_on, -epoch_us(known_from))) as load_id
    from (select distinct period_end from periods) as snapshot
    inner join meta.loads
        on loads.extracted_on >= snapshot.period_end
        and loads.extracted_on < addm(snapshot.period_end + 1, 3)
        and loads.known_from <= getvariable('known_at')
    group by period_end
),

delivered as (
    select load_id, table_name, sum(rows) as rows
    from meta.files
    group by load_id, table_name
)

select
    rules.rule as record_id,
    null::varchar as person_id,
    taken.period_end as at,
    case when rules.status = 'not_run' then 0 else greatest(rules.tested - rules.failed, 0) end as numerator,
    case when rules.status = 'not_run' then coalesce(delivered.rows, 1) else rules.tested end as denominator,
    rules.table_name as "table",
    rules.rule
from taken
inner join quality.rules on taken.load_id = rules.load_id
left join delivered on rules.load_id = delivered.load_id and rules.table_name = delivered.table_name
where rules.severity = 'critical'
order by taken.period_end, rules.rule
