/* rule
table: ssd_mother
severity: minor
says: A child has one mother.
why: Brothers and sisters are found through the mother, so two families are taken for one.
fix: Remove the link that is wrong.
columns: [moth_person_id, moth_childs_person_id]
*/
select
    this.record_id,
    this.person_id,
    'moth_person_id' as column_name,
    cast(this.moth_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_mother as this
where exists (
    select 1
    from known.ssd_mother as other
    where
        other.moth_childs_person_id = this.moth_childs_person_id
        and other.moth_person_id <> this.moth_person_id
)
