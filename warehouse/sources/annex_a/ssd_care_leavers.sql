-- One row per row of List 9.
with numbered as (
    select *, row_number() over (partition by child_unique_id order by eligibility_category nulls last, source_row) as copy
    from list_9
)

select
    concat_ws('-', 'CL', coalesce(child_unique_id, 'nobody'), copy::varchar) as clea_table_id,
    child_unique_id as clea_person_id,
    ssd_code('annex_a_eligibility_category', eligibility_category) as clea_care_leaver_eligibility,
    ssd_code('annex_a_in_touch', in_touch) as clea_care_leaver_in_touch,
    latest_contact_date as clea_care_leaver_latest_contact,
    ssd_code('annex_a_accommodation_type', accommodation_type) as clea_care_leaver_accommodation,
    ssd_code('annex_a_accommodation_suitability', accommodation_suitability) as clea_care_leaver_accom_suitable,
    ssd_code('annex_a_activity_status', activity_status) as clea_care_leaver_activity,
    pathway_plan_review_date as clea_pathway_plan_review_date,
    worker_id(allocated_personal_adviser) as clea_care_leaver_personal_advisor,
    team_id(allocated_team) as clea_care_leaver_allocated_team,
    worker_id(allocated_worker) as clea_care_leaver_worker_id,
    source_file,
    source_row
from numbered
order by clea_table_id
