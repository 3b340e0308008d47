/* measure
title: Social worker sickness absence rate
question: Is the workload making people ill?
unit: percent
kind: rolling_12_months
direction: lower_better
target: {value: 3.5, basis: local}
benchmark: {value: 3.5, area: England, year: 2025, source: "DfE Children's social work workforce, reporting year 2025 (30 September 2025)"}
source: DfE Children's social work workforce (253-day year inferred from the published 2023 and 2025 figures)
breakdowns: [team, short_or_long_term]
audiences: [ofsted, board]
needs: [sup.absence.worker_id, sup.absence.absence_date, sup.absence.fte_days_lost, sup.absence.reason_group, sup.workforce.worker_id,
  sup.workforce.swe_number, sup.workforce.employment_type, sup.workforce.fte, sup.workforce.start_date, sup.workforce.leave_date]
optional: [sup.workforce.leave_reason, sup.workforce.role, sup.workforce.service, sup.workforce.spell_id, sup.workforce.start_origin,
  sup.workforce.team_id]
table: sup.absence
other_tables: [sup.workforce]
numerator_says: Full-time-equivalent working days lost to sickness in the 12 months by social workers then employed by the council
denominator_says: Full-time equivalent of social workers employed by the council in post on the last day, times the working days
team: none
edge_cases:
  - A day counts when a contract with the council holds it, its last working day included; leavers' days count though they have left the
    denominator. Days under an agency contract are out. A part day is the fraction recorded; full-time equivalent is not capped.
  - Someone who began in the 12 months stands for the whole 12 in the denominator, as in the source. A worker and date twice is a repeat
    (G2).
  - A day under no contract, or of a worker with no contract on record, is listed and left out; so is one without a reason or the days
    lost.
  - Long term is an unbroken run of 20 or more working days of sickness, whenever it began, up to the last day on record.
*/
with lost as (
    select day.*, periods.period_end
    from (select distinct period_end from periods) as periods
    inner join prepare.sickness_days as day
        on coalesce(day.absence_date, periods.period_end) between addm(periods.period_end + 1, -12) and periods.period_end
),

record as (
    select
        'sup.absence' as from_table, record_id, period_end, coalesce(absence_date, period_end) as at, days_lost as numerator,
        0 as denominator, excluded, team, is_long_term
    from lost
    union all
    select 'sup.workforce', spell_id, period_end, period_end, 0, fte * wd(addm(period_end + 1, -12) - 1, period_end), excluded, team, null
    from prepare.social_workers_in_post
    where is_agency is not true
)

select
    record.from_table, record.record_id, null as person_id, record.period_end, record.at, record.denominator, record.excluded, record.team,
    if(term.is_long is null or term.is_long is not distinct from record.is_long_term, record.numerator, 0) as numerator,
    term.label as short_or_long_term,
    case when term.is_long is not null then 'short_or_long_term' end as only_in
from record
cross join (values ('All sickness', null), ('Short term', false), ('Long term', true)) as term (label, is_long)
order by record.period_end, record.from_table, record.record_id, term.label
