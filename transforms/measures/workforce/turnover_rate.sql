/* measure
title: Social worker turnover rate
question: Are we keeping our staff?
unit: percent
kind: rolling_12_months
direction: lower_better
target: {value: 12, basis: local}
benchmark:
  value: 11.8
  area: England
  year: 2025
  source: DfE Children's social work workforce, reporting year 2025 (30 September 2025; 4,276.3 / 36,186.3 FTE); 15.9% in 2023
source: DfE Children's social work workforce (leavers / in post at period end - checked)
breakdowns: [team, role, length_of_service, leaving_reason]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.workforce.worker_id, sup.workforce.swe_number, sup.workforce.employment_type, sup.workforce.fte, sup.workforce.start_date,
  sup.workforce.leave_date]
optional: [sup.workforce.leave_reason, sup.workforce.role, sup.workforce.service, sup.workforce.spell_id, sup.workforce.start_origin,
  sup.workforce.team_id]
table: sup.workforce
numerator_says: Full-time equivalent, on the day they left, of those employed by the council who left in the 12 months
denominator_says: Full-time equivalent of social workers employed by the council in post at the last day of the 12 months
team: none
edge_cases:
  - A worker leaves when the last contract with the council ends with no other running or beginning by the next working day, so a move
    between teams, a second post given up and a new contract are no leave; the end of a fixed term is. A last working day on the last day
    is left.
  - A worker who left twice in the 12 months counts once, by the last leave; one who left and came back is a leaver and in post.
  - Agency staff are out; who goes over to an agency has left. Full-time equivalent is not capped; without it the contract is listed and
    left out.
  - A contract without a start date that ended in the 12 months or has not ended is G4. The leaving reason's groups hold leavers only.
*/
with record as (
    select period_end, spell_id, leave_date as at, fte as numerator, 0 as denominator, team, role, start_date, leave_reason, excluded
    from prepare.social_workers_left
    union all
    select period_end, spell_id, period_end, 0, fte, team, role, start_date, 'In post', excluded
    from prepare.social_workers_in_post where is_agency is not true
)

select
    spell_id as record_id,
    null as person_id,
    period_end,
    "at",
    numerator,
    denominator,
    excluded,
    team,
    role,
    case
        when age(start_date, "at") < 1 then 'Under 1 year'
        when age(start_date, "at") < 2 then '1 year'
        when age(start_date, "at") < 5 then '2-4 years'
        when age(start_date, "at") < 10 then '5-9 years'
        when start_date is not null then '10 years and over'
    end as length_of_service,
    leave_reason as leaving_reason
from record
order by period_end, record_id, "at"
