/* measure
title: Children whose cases were sent back for urgent action
question: How many children did checking find at risk or drifting?
unit: count
kind: flow
direction: lower_better
target: null
benchmark: null
source: local default
breakdowns: [counted, source, team, theme]
audiences: [ofsted, board]
needs: [sup.escalations.escalation_id, sup.escalations.person_id, sup.escalations.source, sup.escalations.escalation_date]
optional: [sup.escalations.family_id, sup.escalations.response_date, sup.escalations.team_id, sup.escalations.theme]
table: sup.escalations
numerator_says: Children about whom an inspector, auditor, reviewing officer, chair or commissioner raised a formal escalation
team: none
edge_cases:
  - A child counts once in a period, by the first escalation and then the lowest id; the rest are repeats (G2).
  - An escalation without a source is listed and left out, one of a source of another kind too; without a date it is G4, without a child a
    missing link.
  - The row of answers counts the children all of whose escalations in the period had a recorded response within 5 working days; one
    before the escalation is none. The local target is that all are, and that the number falls.
  - The row of families counts each family once; a child whose family is not recorded adds none.
*/
with escalation as (
    select
        periods.period_end, log.*, concat_ws('|', escalation_id, person_id) as record_id,
        case
            when person_id is null then 'missing link'
            when escalation_date is null then 'G4'
            when source is null then 'no source'
            when source not in ('OFSTED', 'AUDIT', 'IRO', 'CHAIR', 'COMMISSIONER') then 'other source'
        end as left_out,
        coalesce(wd(escalation_date, response_date) <= 5 and response_date >= escalation_date, false) as is_answered
    from periods
    inner join sup.escalations as log on coalesce(escalation_date, periods.period_end) between periods.period_start and periods.period_end
),

ranked as (
    select
        *,
        row_number() over (partition by period_end, person_id, left_out order by escalation_date, escalation_id, source_row) as child_no,
        row_number() over (partition by period_end, family_id, left_out order by escalation_date, escalation_id, person_id) as family_no,
        bool_and(is_answered) over (partition by period_end, person_id, left_out) as is_all_answered
    from escalation
)

select
    record_id, person_id, period_end, coalesce(escalation_date, period_end) as at, part.label as counted, part.only_in,
    codes.label as source, coalesce(team_id, 'Not known') as team, theme,
    coalesce(left_out, case when part.label <> 'Families' and child_no > 1 then 'G2' end) as excluded
from ranked
cross join (
    values ('Children', null), ('Children answered within 5 working days', 'counted'), ('Families', 'counted')
) as part (label, only_in)
left join prepare.labels as codes on ranked.source = codes.code and codes.code_set = 'escalation_source'
where part.label = 'Children'
    or (left_out is null and part.label = 'Families' and family_id is not null and family_no = 1)
    or (left_out is null and part.label like 'Children answered%' and is_all_answered and child_no = 1)
order by period_end, record_id, part.label
