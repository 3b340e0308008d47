-- One row per row of List 11. The supplementary table tells neither man nor woman (I) from not stated (U).
select
    adopter_identifier,
    family_identifier,
    if(gender like 'd)%', 'I', ssd_code('annex_a_gender', gender)) as gender,
    ssd_code('annex_a_ethnicity', ethnicity) as ethnicity,
    if(
        has_disability like 'c)%',
        'Unknown',
        case ssd_code('annex_a_yes_no_unknown', has_disability) when 'Y' then 'Yes' when 'N' then 'No' end
    ) as has_disability,
    ssd_code('annex_a_yes_no', fostering_for_adoption) as fostering_for_adoption,
    enquiry_date,
    stage1_start_date,
    stage1_end_date,
    stage2_start_date,
    stage2_end_date,
    application_submitted_date,
    application_approved_date,
    matched_date,
    child_placed_date,
    children_placed_count,
    adoption_order_date,
    left_process_date,
    ssd_code('annex_a_adopter_leaving_reason', left_process_reason) as left_process_reason,
    source_file,
    source_row
from list_11
order by adopter_identifier, source_row
