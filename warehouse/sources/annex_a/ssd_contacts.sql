-- One row per row of List 1.
with numbered as (
    select
        *,
        row_number() over (
            partition by child_unique_id, contact_date order by contact_source nulls last, source_row
        ) as copy
    from list_1
)

select
    made_key('CON', child_unique_id, contact_date, copy) as cont_contact_id,
    child_unique_id as cont_person_id,
    contact_date as cont_contact_date,
    ssd_code('annex_a_contact_referral_source', contact_source) as cont_contact_source_code,
    source_file,
    source_row
from numbered
order by cont_contact_id
