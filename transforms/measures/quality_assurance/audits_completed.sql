/* measure
title: Case audits completed against plan
question: Is the audit programme being delivered?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: local default
breakdowns: [team, place_in_plan]
audiences: [ofsted, board, team]
needs: [sup.audits.audit_id, sup.audits.completed_date, sup.audit_plan.quarter, sup.audit_plan.team_id, sup.audit_plan.frozen_date,
  sup.audit_plan.audits_planned]
optional: [sup.audits.person_id, sup.audits.planned, sup.audits.team_id]
table: sup.audits
other_tables: [sup.audit_plan]
numerator_says: Audits completed in the quarter, planned or not
denominator_says: Audits that the teams planned for the quarter when the plan was frozen, on the first working day of the quarter
team: none
edge_cases:
  - An audit counts in the quarter it is completed in, whatever quarter it was planned for, so the result may be above 100%. A repeat of
    an audit id is G2, an audit without a date of completion G4.
  - A team's plan frozen after the first working day of the quarter is a later change and does not count; nor does one without a frozen
    date or a number. Of several plans of one team for a quarter the one frozen first counts (G2).
  - Audits that fill no place in the plan are the group Extra, of which there is a number and no percentage.
  - A month has no plan, so it has a number and no percentage; nor has a quarter that is less than a month old.
  - "Not built: auditor role and theme, which the plan does not give."
*/
select
    'sup.audits' as from_table,
    audit.audit_id as record_id,
    audit.person_id,
    periods.period_end,
    coalesce(audit.completed_date, periods.period_end) as at,
    1 as numerator,
    0 as denominator,
    audit.excluded,
    coalesce(audit.team_id, 'Not known') as team,
    case audit.planned when 'Y' then 'Planned' when 'N' then 'Extra' end as place_in_plan
from periods
inner join prepare.audits_once as audit
    on coalesce(audit.completed_date, periods.period_end) between periods.period_start and periods.period_end
union all
select
    'sup.audit_plan', plan.record_id, null, periods.period_end, periods.period_end, 0,
    plan.audits_planned, plan.excluded, plan.team, 'Planned'
from periods
inner join prepare.audit_plans as plan on periods.period_start = plan.quarter_start
where periods.period_end >= addm(periods.period_start, 1)
order by period_end, from_table, record_id
