-- The permanence plan of each row of List 8 as the SSD's flag for it; a special guardianship plan has no flag.
select
    'PLAN' || substr(care_id, 4) as lacp_table_id,
    child_unique_id as lacp_person_id,
    '{"' || ssd_code('annex_a_permanence_plan', permanence_plan) || '": "Y"}' as lacp_cla_care_plan_json,
    source_file,
    source_row
from care_rows
where permanence_plan is not null
order by lacp_table_id
