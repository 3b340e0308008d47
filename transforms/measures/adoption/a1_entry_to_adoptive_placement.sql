/* measure
title: "A1: days from entering care to moving in with adopters"
question: How long do adopted children wait?
unit: mean
kind: rolling_36_months
also: [rolling_12_months]
direction: lower_better
target: {value: 426, basis: statutory}
benchmark: {value: 486, area: England, year: 2015-18, source: DfE Adoption scorecards}
source: DfE Adoption scorecards methodology (March 2019)
breakdowns: [age_at_entry, sibling_group, ethnicity]
audiences: [ofsted, board]
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_permanence_order_type, ssd.permanence.perm_permanence_order_date,
  ssd.permanence.perm_cla_id, ssd.permanence.perm_placed_for_adoption_date, ssd.cla_episodes.clae_cla_id,
  ssd.cla_episodes.clae_entered_care_date]
optional: [ssd.permanence.perm_table_id, ssd.permanence.perm_part_of_sibling_group, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.permanence
numerator_says: Days from entering care to being placed for adoption, added up
denominator_says: Children adopted in the 36 months that end with the period
edge_cases:
  - Placed by the date of the adoption order. Children with no placed-for-adoption date are out.
  - Entered care is the first day of the period of care that ended in adoption, as its episodes record it (the earliest where they differ).
  - A record without its period of care (missing link) or that day, or placed before it (G5), is listed and not counted.
  - Of several records of one child's adoption the lowest id counts (G2). An adoption without a date is listed in every period (G4).
  - The target is the national threshold of 14 months for 2013 to 2016, the last that was set.
  - Kept for history; A10 replaced it in national publications from 2021/22.
*/
select
    adoption.table_id as record_id,
    adoption.person_id,
    adoption.adopted_on as at,
    cd(adoption.entered_on, adoption.placed_on) as value,
    case
        when adoption.excluded is not null then adoption.excluded
        when adoption.placed_on is null then 'not placed for adoption'
        when adoption.why_no_entry is not null then adoption.why_no_entry
        when adoption.placed_on < adoption.entered_on then 'G5'
    end as excluded,
    adoption.age_at_entry,
    adoption.sibling_group
from prepare.adoptions_once as adoption
order by record_id
