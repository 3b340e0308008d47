/* rule
table: ssd_mother
severity: minor
says: A mother is not recorded as male.
why: The sex is wrong, or the link between mother and child is.
fix: Correct the sex, or the id of the mother.
columns: [moth_person_id]
reads: [ssd_person.pers_person_id, ssd_person.pers_sex]
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
        where person.pers_person_id = this.moth_person_id and person.pers_sex = 'M'
    )
