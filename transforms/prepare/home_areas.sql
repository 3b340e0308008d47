/* prepare
says: the first half of the postcode (such as ME7) of each address, by the day from which it held; of two from one day the highest row key
grain: one person and first day
*/
select
    addr_person_id as person_id,
    addr_address_start_date as start_date,
    arg_max(
        {'area': regexp_extract(upper(replace(addr_address_postcode, ' ', '')), '^([A-Z]{1,2}[0-9][0-9A-Z]?)[0-9][A-Z]{2}$', 1)},
        (addr_table_id, source_file, source_row)
    ).area as postcode_area
from ssd.address
where addr_person_id is not null and addr_address_start_date is not null
group by addr_person_id, addr_address_start_date
order by person_id, start_date
