/* rule
table: ssd_person
severity: minor
says: No two people have the same unique pupil number.
why: They are one child recorded twice, or one number is wrong.
fix: Merge the two records, or correct the number.
columns: [pers_upn, pers_person_id]
*/
select
    this.record_id,
    this.person_id,
    'pers_upn' as column_name,
    cast(this.pers_upn as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where exists (
    select 1
    from known.ssd_person as other
    where other.pers_upn = this.pers_upn and other.pers_person_id <> this.pers_person_id
)
