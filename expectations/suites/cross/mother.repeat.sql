/* rule
table: ssd_mother
severity: minor
says: A mother and a child are linked once.
why: The child is counted twice among the mother's children.
fix: Remove the repeat.
columns: [moth_childs_person_id, moth_person_id, moth_table_id]
*/
select
    this.record_id,
    this.person_id,
    'moth_childs_person_id' as column_name,
    cast(this.moth_childs_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_mother as this
where exists (
    select 1
    from known.ssd_mother as other
    where
        other.moth_childs_person_id = this.moth_childs_person_id
        and other.moth_person_id = this.moth_person_id
        and other.moth_table_id <> this.moth_table_id
)
