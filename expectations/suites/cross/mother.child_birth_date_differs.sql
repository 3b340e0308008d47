/* rule
table: ssd_mother
severity: minor
says: The child's birth date is the one on the child's own record.
why: One of the two is wrong, or the link names another child.
fix: Correct the birth date or the link.
columns: [moth_childs_dob, moth_childs_person_id]
reads: [ssd_person.pers_person_id, ssd_person.pers_dob]
*/
select
    this.record_id,
    this.person_id,
    'moth_childs_dob' as column_name,
    cast(this.moth_childs_dob as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_mother as this
where exists (
    select 1
    from known.ssd_person as other
    where
        other.pers_person_id = this.moth_childs_person_id
        and other.pers_dob <> this.moth_childs_dob
)
