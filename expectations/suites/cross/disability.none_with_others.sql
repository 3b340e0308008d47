/* rule
table: ssd_disability
severity: minor
says: No disability stands alone.
why: The child both has and has no disability.
fix: Remove the code that does not hold.
columns: [disa_disability_code, disa_person_id]
*/
select
    this.record_id,
    this.person_id,
    'disa_disability_code' as column_name,
    cast(this.disa_disability_code as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_disability as this
where exists (
    select 1
    from known.ssd_disability as other
    where
        other.disa_person_id = this.disa_person_id
        and (other.disa_disability_code = 'NONE') <> (this.disa_disability_code = 'NONE')
)
