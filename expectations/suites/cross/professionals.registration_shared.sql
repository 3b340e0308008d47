/* rule
table: ssd_professionals
severity: minor
says: A social work registration number belongs to one worker.
why: One worker is counted as two, or two as one.
fix: Correct the number from the register, or merge the two workers.
columns: [prof_social_worker_registration_no, prof_professional_id]
*/
select
    this.record_id,
    this.person_id,
    'prof_social_worker_registration_no' as column_name,
    cast(this.prof_social_worker_registration_no as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_professionals as this
where exists (
    select 1
    from known.ssd_professionals as other
    where
        upper(replace(other.prof_social_worker_registration_no, ' ', ''))
        = upper(replace(this.prof_social_worker_registration_no, ' ', ''))
        and other.prof_professional_id <> this.prof_professional_id
)
