/* measure
title: Commissioned accommodation visited by a senior leader in the last year
question: Have leaders seen where young people live?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [visited_by, provider, setting_type]
audiences: [ofsted, board, scrutiny]
needs: [sup.accommodation_settings.setting_id, sup.accommodation_settings.as_at_date, sup.accommodation_settings.opened_date,
  sup.accommodation_settings.commissioned_from, sup.accommodation_settings.commissioned_to, sup.accommodation_settings.young_people_count,
  sup.accommodation_settings.senior_visit_date, sup.accommodation_settings.visitor_grade]
optional: [sup.accommodation_settings.member_visit_date, sup.accommodation_settings.provider, sup.accommodation_settings.setting_type]
table: sup.accommodation_settings
team: none
numerator_says: Those visited by a head of service or above in the 12 months that end with the period
denominator_says: Supported accommodation settings commissioned at the period's end with at least one young person living there
edge_cases:
  - The settings at the period's end are the latest set of rows dated on or before it; a later set, and its visits, stay out.
  - A contract that ends on the last day has ended; one without a first day is listed (G4) and not counted.
  - Opened within three months of the period's end, three months to the day included, is out; without an opening date it stays in.
  - Without a count of young people a setting is listed and not counted; with 0 it is no part of the population.
  - The visitor is a head of service, assistant director or director; without a grade on record the visit does not count.
  - A visit on the day 12 months before the period's end is too old. Elected members' visits are a row of their own (visited by).
  - One visit to a site of several units counts for the units on whose record it stands.
*/
with visit as (
    select
        *,
        'Senior leader' as visited_by,
        null as only_in,
        case when visitor_grade in ('HEAD_OF_SERVICE', 'ASSISTANT_DIRECTOR', 'DIRECTOR') then senior_visit_date end as visited_on
    from prepare.settings_at
    union all
    select *, 'Elected member', 'visited_by', member_visit_date from prepare.settings_at
)

select
    visit.setting_key as record_id,
    null as person_id,
    visit.period_end as at,
    coalesce(visit.visited_on between addm(visit.period_end, -12) + 1 and visit.period_end, false)::int as numerator,
    visit.excluded,
    visit.only_in,
    visit.visited_by,
    visit.provider,
    labels.label as setting_type
from visit
left join prepare.labels on visit.setting_type = labels.code and labels.code_set = 'accommodation_setting_type'
order by visit.period_end, record_id, only_in
