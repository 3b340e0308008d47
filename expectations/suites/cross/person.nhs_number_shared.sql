/* rule
table: ssd_person
severity: minor
says: No two people have the same NHS number.
why: They are most likely one child recorded twice, whose history is split, or one number is wrong.
fix: Merge the two records, or correct the number from the NHS spine.
columns: [pers_common_child_id, pers_person_id]
*/
select
    this.record_id,
    this.person_id,
    'pers_common_child_id' as column_name,
    cast(this.pers_common_child_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where exists (
    select 1
    from known.ssd_person as other
    where
        replace(other.pers_common_child_id, ' ', '') = replace(this.pers_common_child_id, ' ', '')
        and other.pers_person_id <> this.pers_person_id
)
