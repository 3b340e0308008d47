/* rule
table: ssd_professionals
severity: minor
says: A staff number belongs to one worker.
why: Absence and contracts of two workers are added together.
fix: Correct the number from the personnel system, or merge the two workers.
columns: [prof_staff_id, prof_professional_id]
*/
select
    this.record_id,
    this.person_id,
    'prof_staff_id' as column_name,
    cast(this.prof_staff_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_professionals as this
where exists (
    select 1
    from known.ssd_professionals as other
    where
        other.prof_staff_id = this.prof_staff_id
        and other.prof_professional_id <> this.prof_professional_id
)
