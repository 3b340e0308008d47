-- List 8 with the keys of the care period and of its placement.
with numbered as (
    select
        *,
        row_number() over (partition by child_unique_id, cla_start_date order by cla_end_date nulls first, source_row) as copy
    from list_8
)

select
    *,
    made_key('CLA', child_unique_id, cla_start_date, copy) as care_id,
    if(placement_start_date is null and placement_type is null, null, dated_key('PLA', care_id, placement_start_date))
        as placement_id
from numbered
