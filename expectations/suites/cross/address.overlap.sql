/* rule
table: ssd_address
severity: minor
says: A person has one address of a kind at a time.
why: Which home was the child's on a day cannot be told.
fix: End the earlier address on the day the next one began.
columns: [addr_address_end_date, addr_person_id, addr_address_type, addr_address_start_date]
*/
select
    this.record_id,
    this.person_id,
    'addr_address_end_date' as column_name,
    cast(this.addr_address_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_address as this
where exists (
    select 1
    from known.ssd_address as other
    where
        other.addr_person_id = this.addr_person_id
        and other.addr_address_type = this.addr_address_type
        and other.addr_address_start_date > this.addr_address_start_date
        and other.addr_address_start_date < this.addr_address_end_date
)
