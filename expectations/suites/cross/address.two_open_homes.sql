/* rule
table: ssd_address
severity: minor
says: A person has one current address of a kind.
why: Which home is the child's cannot be told, nor how far a placement is from it.
fix: End the old address.
columns: [addr_address_start_date, addr_address_end_date, addr_person_id, addr_table_id, addr_address_type]
*/
select
    this.record_id,
    this.person_id,
    'addr_address_start_date' as column_name,
    cast(this.addr_address_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_address as this
where
    this.addr_address_end_date is null
    and exists (
        select 1
        from known.ssd_address as other
        where
            other.addr_person_id = this.addr_person_id
            and other.addr_table_id <> this.addr_table_id
            and other.addr_address_end_date is null
            and other.addr_address_type = this.addr_address_type
    )
