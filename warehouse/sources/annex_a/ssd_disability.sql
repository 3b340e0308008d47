-- One row per child with a known answer: Annex A says yes or no, never which disability. Unknown makes no row.
with answered as (
    select child_unique_id, ssd_code('annex_a_yes_no_unknown', has_disability) as answer, place, source_file, source_row
    from child_rows
    where child_unique_id is not null
)

select
    'DIS-' || child_unique_id as disa_table_id,
    child_unique_id as disa_person_id,
    if(arg_min(answer, (place, source_row)) = 'Y', 'YES', 'NONE') as disa_disability_code,
    arg_min(source_file, (place, source_row)) as source_file,
    arg_min(source_row, (place, source_row)) as source_row
from answered
where answer is not null
group by child_unique_id
order by disa_table_id
