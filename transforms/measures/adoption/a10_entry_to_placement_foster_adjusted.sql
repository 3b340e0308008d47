/* measure
title: "A10: days from entering care to moving in, adjusted for foster carer adoptions"
question: How long do children wait to be in the home where they will be adopted?
unit: mean
kind: rolling_36_months
also: [rolling_12_months]
direction: lower_better
target: {value: 426, basis: local}
benchmark: null
source: DfE Adoption scorecards; Coram ASGLB notes (A10 replaces A1)
breakdowns: [moved_in, age_at_entry, sibling_group, ethnicity]
audiences: [ofsted, board, scrutiny]
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_permanence_order_type, ssd.permanence.perm_permanence_order_date,
  ssd.permanence.perm_cla_id, ssd.permanence.perm_placed_for_adoption_date, ssd.permanence.perm_placed_foster_carer_date,
  ssd.permanence.perm_adopted_by_carer_flag, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_entered_care_date]
optional: [ssd.permanence.perm_table_id, ssd.permanence.perm_placed_ffa_cp_date, ssd.permanence.perm_part_of_sibling_group,
  ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.permanence
numerator_says: Days from entering care to moving in with the family that adopted, added up
denominator_says: Children adopted in the 36 months that end with the period
edge_cases:
  - Placed by the date of the adoption order. Children adopted by their foster carer moved in when first placed with that carer; all others
    when placed for adoption. Without either date a child is out.
  - A foster carer's adoption without that date uses the placed-for-adoption date, and is a group of its own (moved in).
  - Entered care is the first day of the period of care that ended in adoption, as its episodes record it (the earliest where they differ).
  - A record without its period of care (missing link) or that day, or moved in before it (G5), is listed and not counted.
  - Of several records of one child's adoption the lowest id counts (G2). An adoption without a date is listed in every period (G4).
  - A fostering-for-adoption placement is no moving in, unless the setting ffa_counts_as_moving_in is true; then its date counts where the
    child is not adopted by a foster carer and it is no later than the placed-for-adoption date, which we take to be the same family.
  - The target is the threshold of 14 months carried over from A1.
*/
select
    adoption.table_id as record_id,
    adoption.person_id,
    adoption.adopted_on as at,
    cd(adoption.entered_on, adoption.moved_on) as value,
    case
        when adoption.excluded is not null then adoption.excluded
        when adoption.moved_on is null then 'not placed for adoption'
        when adoption.why_no_entry is not null then adoption.why_no_entry
        when adoption.moved_on < adoption.entered_on then 'G5'
    end as excluded,
    adoption.moved_in,
    adoption.age_at_entry,
    adoption.sibling_group
from prepare.adoptions_once as adoption
order by record_id
