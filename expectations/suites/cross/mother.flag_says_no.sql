/* rule
table: ssd_mother
severity: minor
says: Whoever has a child is marked as a mother.
why: Mothers in care are undercounted.
fix: Mark the person as a mother, or correct the link.
columns: [moth_person_id]
reads: [ssd_person.pers_person_id, ssd_person.pers_is_mother]
*/
select
    this.record_id,
    this.person_id,
    'moth_person_id' as column_name,
    cast(this.moth_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_mother as this
where
    exists (
        select 1
        from known.ssd_person as person
        where person.pers_person_id = this.moth_person_id and person.pers_is_mother = 'N'
    )
