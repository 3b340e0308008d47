/* measure
title: "A2: days from placement order to match"
question: Once the court agrees, how quickly is a family matched?
unit: mean
kind: rolling_36_months
also: [rolling_12_months]
direction: lower_better
target: {value: 121, basis: statutory}
benchmark: null
source: DfE Adoption scorecards; LG Inform metric 912
breakdowns: [age_band, sibling_group, ethnicity]
audiences: [ofsted, board]
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_permanence_order_type, ssd.permanence.perm_permanence_order_date,
  ssd.permanence.perm_placement_order_date, ssd.permanence.perm_matched_date, ssd.permanence.perm_placed_for_adoption_date]
optional: [ssd.permanence.perm_table_id, ssd.permanence.perm_decision_reversed_date, ssd.permanence.perm_part_of_sibling_group,
  ssd.permanence.perm_cla_id, ssd.cla_episodes.clae_cla_id, ssd.person.pers_person_id]
table: ssd.permanence
numerator_says: Days from the placement order to the match with adopters, added up; matched before the order is 0 days
denominator_says: Children adopted in the 36 months that end with the period, with a placement order and placed before the adoption order
edge_cases:
  - Placed by the date of the adoption order.
  - Without a placement order, or not placed for adoption on an earlier day than the adoption order, a child is out.
  - Of several placement orders the earliest not revoked counts. A child's order on another record counts as revoked when that record's
    decision was reversed; the order on the adoption's own record led to the adoption, so it always stands.
  - Without a match date a record is listed and not counted (no match date).
  - Of several records of one child's adoption the lowest id counts (G2). An adoption without a date is listed in every period (G4).
  - The target is the national threshold of 4 months for 2013 to 2016, the last that was set.
*/
with standing as (
    select person_id, min(ordered_on) as ordered_on
    from prepare.permanence_rows
    where reversed_on is null
    group by person_id
)

select
    adoption.table_id as record_id,
    adoption.person_id,
    adoption.adopted_on as at,
    greatest(cd(least(adoption.ordered_on, standing.ordered_on), adoption.matched_on), 0) as value,
    case
        when adoption.excluded is not null then adoption.excluded
        when coalesce(adoption.ordered_on, standing.ordered_on) is null then 'without a placement order'
        when coalesce(adoption.placed_on, date 'infinity') >= adoption.adopted_on then 'not placed before the adoption'
        when adoption.matched_on is null then 'no match date'
    end as excluded,
    adoption.sibling_group
from prepare.adoptions_once as adoption
left join standing on adoption.person_id = standing.person_id
order by record_id
