-- One row per child over all lists: of each field the first value that is not blank, in the order of child_rows.
select
    child_unique_id as pers_person_id,
    ssd_code('annex_a_gender', arg_min(gender, (place, source_row))) as pers_sex,
    ssd_code('annex_a_ethnicity', arg_min(ethnicity, (place, source_row))) as pers_ethnicity,
    arg_min(date_of_birth, (place, source_row)) as pers_dob,
    arg_min(source_file, (place, source_row)) as source_file,
    arg_min(source_row, (place, source_row)) as source_row
from child_rows
where child_unique_id is not null
group by child_unique_id
order by pers_person_id
