/* rule
table: ssd_care_leavers
severity: minor
says: A care leaver was looked after.
why: The young person inflates the cohort, or the time in care is missing.
fix: Record the episodes of care, or take the young person off the list.
columns: [clea_person_id]
reads: [ssd_cla_episodes.clae_person_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clea_person_id' as column_name,
    cast(this.clea_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_care_leavers as this
where
    this.clea_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as held
        where held.clae_person_id = this.clea_person_id
    )
