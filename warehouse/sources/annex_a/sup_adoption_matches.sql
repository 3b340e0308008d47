-- The adoptive family of each row of List 10 that names one; a reversed decision ends the link.
select
    child_unique_id as person_id,
    family_identifier,
    matched_date as linked_date,
    reversal_date as ended_date,
    source_file,
    source_row
from list_10
where family_identifier is not null
order by person_id, family_identifier, source_row
