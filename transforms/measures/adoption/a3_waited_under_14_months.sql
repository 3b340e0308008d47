/* measure
title: "A3: children who waited less than 14 months"
question: How many children wait less than the national threshold?
unit: percent
kind: rolling_36_months
also: [rolling_12_months]
direction: higher_better
target: null
benchmark: null
source: DfE Adoption scorecards methodology (March 2019, contents seen)
breakdowns: [still_waiting, age_band, sibling_group, ethnicity]
audiences: [ofsted, board]
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_cla_id, ssd.permanence.perm_placed_for_adoption_date,
  ssd.permanence.perm_adm_decision_date, ssd.permanence.perm_decision_reversed_date, ssd.cla_episodes.clae_cla_id,
  ssd.cla_episodes.clae_entered_care_date]
optional: [ssd.permanence.perm_table_id, ssd.permanence.perm_part_of_sibling_group, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.permanence
numerator_says: Those placed, or still waiting at the period's end, before 14 months after they entered care were over
denominator_says: Children placed for adoption in the 36 months that end with the period, and children with an adoption decision not placed
edge_cases:
  - Placed on the day 14 months after entering care is not met; nor is waiting when that day is the period's end.
  - A child is judged by the record of the latest decision made by the period's end (then the lowest id). An earlier record is listed
    (G2 when it is of the same day, else decided again). A decision after its reversal stands.
  - A placed child needs no decision date, and stays when the decision is reversed later. Waiting children are those decided by the period's
    end, not placed and not reversed by then; at 18 they are out (G12).
  - A record without its period of care (missing link) or the day it began, or placed before it (G5), is listed, not counted.
  - Beside it stand the children placed in the last 12 months with everybody who waits.
  - How DfE treats waiting children could not be read; this is a local reading. Its target, above England, is no fixed number.
*/
select
    table_id as record_id,
    person_id,
    period_end,
    day as at,
    coalesce(case when is_placed then placed_on else period_end end < addm(entered_on, 14), false)::int as numerator,
    excluded,
    case when is_placed then 'Placed' else 'Waiting' end as still_waiting,
    sibling_group
from prepare.adoption_waits
order by period_end, record_id
