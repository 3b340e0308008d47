-- List 5 with its keys: the enquiry's, and the conference's where one was held.
with numbered as (
    select
        *,
        row_number() over (partition by child_unique_id, s47_start_date order by icpc_date nulls last, source_row) as copy
    from list_5
)

select
    *,
    made_key('S47', child_unique_id, s47_start_date, copy) as enquiry_id,
    if(icpc_date is not null, made_key('ICPC', child_unique_id, s47_start_date, copy), null) as conference_id
from numbered
