/* list
holds: Individuals in contact with the adoption agency in the 12 months, by any date of their way through it.
grain: One row per individual adopter; a couple has two rows with one family identifier.
window: adoption
needs: [sup.adopters.adopter_identifier, sup.adopters.enquiry_date]
fills: {}
notes:
- The case management system does not hold adopters; the list is the adoption agency's.
*/
select
    adopters.adopter_identifier as record_id,
    adopters.adopter_identifier,
    adopters.family_identifier,
    annex_a_text('annex_a_gender', case when adopters.gender = 'I' then 'Neither' else adopters.gender end) as gender,
    annex_a_text('annex_a_ethnicity', adopters.ethnicity) as ethnicity,
    annex_a_text('annex_a_yes_no_unknown', adopters.has_disability) as has_disability,
    annex_a_text('annex_a_yes_no', adopters.fostering_for_adoption) as fostering_for_adoption,
    adopters.enquiry_date,
    adopters.stage1_start_date,
    adopters.stage1_end_date,
    adopters.stage2_start_date,
    adopters.stage2_end_date,
    adopters.application_submitted_date,
    adopters.application_approved_date,
    adopters.matched_date,
    adopters.child_placed_date,
    adopters.children_placed_count,
    adopters.adoption_order_date,
    adopters.left_process_date,
    annex_a_text('annex_a_adopter_leaving_reason', adopters.left_process_reason) as left_process_reason
from sup.adopters as adopters
where
    exists (
        select 1
        from unnest([
            adopters.enquiry_date,
            adopters.stage1_start_date,
            adopters.stage1_end_date,
            adopters.stage2_start_date,
            adopters.stage2_end_date,
            adopters.application_submitted_date,
            adopters.application_approved_date,
            adopters.matched_date,
            adopters.child_placed_date,
            adopters.adoption_order_date,
            adopters.left_process_date
        ]) as contacts(day)
        where contacts.day between $adoption_from and $reference_date
    )
order by adopters.adopter_identifier, adopters.enquiry_date, adopters.family_identifier
