/* rule
table: ssd_person
severity: minor
says: No two people have the same forename, surname and birth date.
why: They are most likely one child recorded twice, whose history is split.
fix: Merge the two records, or confirm that they are two people.
columns: [pers_dob, pers_forename, pers_surname, pers_person_id]
*/
select
    this.record_id,
    this.person_id,
    'pers_dob' as column_name,
    cast(this.pers_dob as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where exists (
    select 1
    from known.ssd_person as other
    where
        lower(trim(other.pers_forename)) = lower(trim(this.pers_forename))
        and lower(trim(other.pers_surname)) = lower(trim(this.pers_surname))
        and other.pers_dob = this.pers_dob
        and other.pers_person_id <> this.pers_person_id
)
