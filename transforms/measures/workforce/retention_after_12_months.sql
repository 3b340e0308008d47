/* measure
title: New social workers still in post after 12 months
question: Do recruits stay?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: local default
breakdowns: [team, asye, recruitment_route]
audiences: [ofsted, board, scrutiny]
needs: [sup.workforce.worker_id, sup.workforce.swe_number, sup.workforce.employment_type, sup.workforce.start_date,
  sup.workforce.leave_date]
optional: [sup.workforce.asye, sup.workforce.leave_reason, sup.workforce.role, sup.workforce.service, sup.workforce.spell_id,
  sup.workforce.start_origin, sup.workforce.team_id]
table: sup.workforce
lookback_months: 12
numerator_says: Those who had not left on or before the first anniversary of their start
denominator_says: Social workers who began to work for the council in the 12 months before these 12 months
team: none
edge_cases:
  - Placed on the anniversary. A leave on the anniversary is not retained; who goes over to an agency has left.
  - Each worker counts once, by the first start of those 12 months. A new contract or a second post while employed by the council, or
    beginning by the next working day, is no start; a change from agency staff to employee is one, on the day of the change. Agency staff
    are out.
  - A leave before the start is G5. Without a start date (G4) or a kind of contract it is listed and left out.
*/
with started as (
    select
        spell_id, worker_id, employed_from, employed_to, team, start_origin, asye,
        case when employed_to < employed_from then 'G5' end as excluded
    from prepare.council_employments
    where start_date = employed_from
    qualify row_number() over (partition by worker_id, employed_from order by spell_id) = 1
    union all
    select spell_id, worker_id, start_date, leave_date, team, start_origin, asye, excluded
    from prepare.social_work_contracts
    where is_agency is not true and excluded is not null
)

select
    started.spell_id as record_id, null as person_id, periods.period_end,
    coalesce(addm(started.employed_from, 12), periods.period_end) as at,
    (coalesce(started.employed_to, date 'infinity') > addm(started.employed_from, 12))::int as numerator,
    coalesce(
        started.excluded,
        case
            when row_number() over (
                partition by periods.period_end, started.worker_id, started.excluded order by started.employed_from
            ) > 1 then 'started again later'
        end
    ) as excluded,
    started.team,
    case started.asye when 'Y' then 'ASYE' when 'N' then 'Not ASYE' end as asye,
    started.start_origin as recruitment_route
from started
inner join (select distinct period_end from periods) as periods
    on coalesce(addm(started.employed_from, 12), periods.period_end)
    between addm(periods.period_end + 1, -12) and periods.period_end
order by periods.period_end, record_id
