/* measure
title: Changed adoption plans taken back to court within 20 working days
question: When the plan changes, is the court asked to lift the order?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [age_band, reason]
audiences: [ofsted, board]
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_permanence_order_type, ssd.permanence.perm_permanence_order_date,
  ssd.permanence.perm_placement_order_date, ssd.permanence.perm_decision_reversed_date, sup.court.person_id,
  sup.court.application_type, sup.court.issue_date, sup.court.final_order_date]
optional: [ssd.permanence.perm_table_id, ssd.permanence.perm_decision_reversed_reason, sup.court.final_order_type]
table: ssd.permanence
numerator_says: Those with an application to revoke the placement order issued no later than 20 working days after the reversal
denominator_says: Children whose adoption decision was reversed in the period, with a placement order in force and 20 working days gone by
edge_cases:
  - Placed by the reversal; one whose 20th working day is after the period's end is listed (not due yet).
  - In force is an order made by that day, on any record of the child, and not discharged by then. Discharged is a final order on an
    application to revoke it, of any kind but no order.
  - An application before the reversal counts when it was not issued before the placement order; one withdrawn later counts too.
  - A child with an adoption order by the period's end is out (adopted), whoever adopted the child.
  - A child counts once in the period, by the latest reversal that counts, then the lowest id (G2).
  - A reason for a reversal without its date is listed in every period (G4) and not counted.
  - The law asks for the application; the limit of 20 working days is local.
*/
select
    reversal.table_id as record_id,
    reversal.person_id,
    reversal.period_end,
    coalesce(reversal.reversed_on, reversal.period_end) as at,
    exists (
        select 1
        from sup.court
        where court.person_id = reversal.person_id
            and court.application_type = 'REVOCATION'
            and court.issue_date between reversal.ordered_on and addwd(reversal.reversed_on, 20)
    )::int as numerator,
    reversal.excluded,
    labels.label as reason
from prepare.reversals_at as reversal
left join prepare.labels on reversal.reversed_reason = labels.code and labels.code_set = 'adoption_reversal_reason'
order by reversal.period_end, record_id
