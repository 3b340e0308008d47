/* measure
title: Net change in fostering households
question: Are we keeping and growing our foster carers?
unit: count
kind: rolling_12_months
direction: higher_better
target: {value: 0, basis: local}
benchmark: null
source: Ofsted fostering data collection concepts; local default
breakdowns: [carer_type, length_of_service, leaving_reason]
audiences: [ofsted, board, scrutiny]
needs: [sup.foster_carers.household_id, sup.foster_carers.approval_date, sup.foster_carers.carer_type,
  sup.foster_carers.deregistration_date]
optional: [sup.foster_carers.reason]
table: sup.foster_carers
numerator_says: Fostering households newly approved in the 12 months that end with the period, less those whose approval ended in them
team: none
edge_cases:
  - An approval is one record worth +1 on its approval date and one worth -1 on the day it ended; both in the 12 months are 0.
  - A household that splits into two approvals is +1. One approval recorded twice (household and date) counts once (G2).
  - A household moves between mainstream and connected when one approval ends and another of the other kind begins that day or the
    next. It goes on, so it counts neither as ended nor as new. An approval whose kind was changed in place is no event at all.
  - An approval without a date is listed (G4); its end still counts. Mainstream and connected are the rows of the breakdown by kind.
  - Length of service and leaving reason are of the approvals that ended; the new ones have a group of their own.
  - "Not built: breakdown by area; a household has no address or team. The target is a number above 0."
*/
select
    concat_ws('|', event.household_id, event.approval_date) as record_id,
    null as person_id,
    event.happened_on as at,
    event.change as numerator,
    case
        when event.household_id is null then 'missing link'
        when event.is_repeat then 'G2'
        when event.happened_on is null then 'G4'
        when event.is_move then 'moved between kinds'
    end as excluded,
    kind.label as carer_type,
    case
        when event.change = 1 then 'Newly approved'
        when event.happened_on < event.approval_date then null
        when age(event.approval_date, event.happened_on) < 1 then 'Under 1 year'
        when age(event.approval_date, event.happened_on) < 3 then '1 to 2 years'
        when age(event.approval_date, event.happened_on) < 6 then '3 to 5 years'
        when age(event.approval_date, event.happened_on) < 11 then '6 to 10 years'
        when event.approval_date is not null then 'Over 10 years'
    end as length_of_service,
    case when event.change = 1 then 'Newly approved' else leaving.label end as leaving_reason
from prepare.foster_approval_events as event
left join prepare.labels as kind on event.carer_type = kind.code and kind.code_set = 'carer_type'
left join prepare.labels as leaving on event.reason = leaving.code and leaving.code_set = 'carer_leaving_reason'
order by record_id, event.change
