-- One row per child whom List 8 or List 9 calls an unaccompanied asylum seeking child; neither says from when.
with told as (
    select 1 as place, child_unique_id, uasc_last_12_months as answer, source_file, source_row from list_8
    union all
    select 2 as place, child_unique_id, uasc_or_former_uasc as answer, source_file, source_row from list_9
)

select
    'UASC-' || child_unique_id as immi_immigration_status_id,
    child_unique_id as immi_person_id,
    'Unaccompanied Asylum Seeking Child' as immi_immigration_status,
    arg_min(source_file, (place, source_row)) as source_file,
    arg_min(source_row, (place, source_row)) as source_row
from told
where ssd_code('annex_a_yes_no', answer) = 'Y' and child_unique_id is not null
group by child_unique_id
order by immi_immigration_status_id
