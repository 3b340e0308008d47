/* measure
title: Children missing education checks finished in 10 working days
question: Do we find missing pupils quickly?
unit: percent
kind: flow
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: DfE children missing education definition (Education Act 1996 s436A); day limit local default
breakdowns: [reason, known_to_social_care, age_band, ethnicity, cohort]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.cme.notification_id, sup.cme.notified_date, sup.cme.checks_completed_date]
optional: [sup.cme.closed_date, sup.cme.known_to_social_care, sup.cme.outcome, sup.cme.person_id, sup.cme.reason]
table: sup.cme
numerator_says: Those whose checks were finished by that day
denominator_says: Notifications of children missing education whose 10th working day fell in the period
lookback_months: 1
edge_cases:
  - Exactly 10 working days is met. School holidays are ordinary working days. Checks that are not finished are not met.
  - A child found in another council's school has had the checks completed, on the day of closing where they have no date.
  - Checks finished before the notification are taken out (G5). A child without a social care record counts; a repeated key is out (G2).
  - Notifications still open at the period's end are a row of their own in the breakdown cohort, where their number is the denominator; it
    is left out where no notification has a day of closing.
*/
with placed as (
    select periods.period_end, notification.due_on as at, 'Due in the period' as cohort, notification.*
    from periods
    inner join prepare.cme_once as notification on notification.due_on between periods.period_start and periods.period_end
    union all
    select periods.period_end, periods.period_end as at, 'Open at the end' as cohort, notification.*
    from periods
    inner join prepare.cme_once as notification
        on periods.period_end >= notification.notified_date
        and periods.period_end < coalesce(notification.closed_date, date 'infinity')
    where not notification.is_repeat and exists (select 1 from prepare.cme_once where closed_date is not null)
    union all
    select null as period_end, null as at, 'Due in the period' as cohort, * from prepare.cme_once where notified_date is null
)

select
    placed.notification_id as record_id,
    placed.person_id,
    placed.at,
    placed.period_end,
    coalesce(placed.checked_on <= placed.due_on, false)::int as numerator,
    case
        when placed.is_repeat then 'G2'
        when placed.notified_date is null then 'G4'
        when placed.cohort = 'Due in the period' and placed.checked_on < placed.notified_date then 'G5'
    end as excluded,
    placed.reason,
    placed.known_to_social_care,
    placed.cohort,
    case when placed.cohort = 'Open at the end' then 'cohort' end as only_in
from placed
order by placed.period_end, record_id
