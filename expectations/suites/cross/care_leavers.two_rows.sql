/* rule
table: ssd_care_leavers
severity: major
says: One young person has one row.
why: The young person is counted twice among care leavers.
fix: Remove the older row.
columns: [clea_person_id, clea_table_id]
*/
select
    this.record_id,
    this.person_id,
    'clea_person_id' as column_name,
    cast(this.clea_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_care_leavers as this
where exists (
    select 1
    from known.ssd_care_leavers as other
    where other.clea_person_id = this.clea_person_id and other.clea_table_id <> this.clea_table_id
)
