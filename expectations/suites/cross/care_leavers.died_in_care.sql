/* rule
table: ssd_care_leavers
severity: minor
says: No care leaver died in care (E2).
why: The young person inflates the cohort.
fix: Take the young person off the list, or correct why the episode ended.
columns: [clea_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_ceased_reason]
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
    exists (
        select 1
        from known.ssd_cla_episodes as held
        where held.clae_person_id = this.clea_person_id and held.clae_cla_episode_ceased_reason = 'E2'
    )
