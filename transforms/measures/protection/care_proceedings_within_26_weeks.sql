/* measure
title: Care proceedings concluded within 26 weeks
question: How quickly do courts decide for Medway's children?
unit: percent
kind: rolling_12_months
direction: higher_better
target: null
benchmark:
  value: 37
  area: England and Wales
  year: 2024
  source: Ministry of Justice family court statistics, public law cases, October to December 2024, as quoted by the Transparency Project
source: Children and Families Act 2014
breakdowns: [team, age_band, court_case]
audiences: [ofsted, board]
needs: [sup.court.case_ref, sup.court.person_id, sup.court.application_type, sup.court.issue_date, sup.court.final_order_date,
  sup.court.withdrawn]
table: sup.court
numerator_says: Those whose final order came no more than 182 days after the application was issued
denominator_says: Care and supervision cases with a final order in the 12 months that end with the period, per child
lookback_months: 8
edge_cases:
  - The law's limit is 26 weeks, with no share of cases set; exactly 182 days is met.
  - A care and a supervision application of one child in one case are one, from the first issue to the last final order; the others are
    repeats (G2). Withdrawn applications are listed and not counted; whether withdrawn left blank is not yes.
  - No issue date is G4, and a final order before it G5. A case without a final order is not concluded.
  - The breakdown court_case counts the children and, in a second row, the cases, which end with the last final order of their children.
  - The numbers are small, so the counts are always shown.
*/
select
    concluded.record_id,
    concluded.person_id,
    concluded.final_order_date as at,
    coalesce(cd(concluded.issue_date, concluded.final_order_date) <= 182, false)::int as numerator,
    case
        when concluded.excluded is not null then concluded.excluded
        when concluded.issue_date is null then 'G4'
        when concluded.final_order_date < concluded.issue_date then 'G5'
    end as excluded,
    concluded.court_case,
    concluded.only_in
from prepare.care_cases_concluded as concluded
order by concluded.record_id, concluded.court_case
