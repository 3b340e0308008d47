/* rule
table: ssd_person
severity: minor
says: Whoever is marked as a mother has a child, with a birth date.
why: Mothers in care, and how old they were, cannot be shown.
fix: Link the child to the mother with the child's birth date, or correct the mark.
columns: [pers_is_mother, pers_person_id]
reads: [ssd_mother.moth_person_id, ssd_mother.moth_childs_dob]
*/
select
    this.record_id,
    this.person_id,
    'pers_is_mother' as column_name,
    cast(this.pers_is_mother as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where
    this.pers_is_mother = 'Y'
    and not exists (
        select 1
        from known.ssd_mother as other
        where other.moth_person_id = this.pers_person_id and other.moth_childs_dob is not null
    )
