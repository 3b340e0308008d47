/* rule
table: ssd_cla_previous_permanence
severity: minor
says: A child has one answer on an earlier adoption or guardianship.
why: The child is counted twice, perhaps with two answers.
fix: Remove the row that is wrong.
columns: [lapp_person_id, lapp_table_id]
*/
select
    this.record_id,
    this.person_id,
    'lapp_person_id' as column_name,
    cast(this.lapp_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_previous_permanence as this
where
    exists (
        select 1
        from known.ssd_cla_previous_permanence as other
        where
            other.lapp_person_id = this.lapp_person_id
            and other.lapp_table_id <> this.lapp_table_id
    )
