/* rule
table: ssd_cla_episodes
severity: minor
says: No episode follows one that ended with adoption.
why: "An adopted child has a new identity: the two children's records are joined, or the reason is wrong."
fix: Move the later episodes to the new record, or correct why the earlier episode ended.
columns: [clae_cla_episode_start_date, clae_cla_episode_ceased_reason, clae_person_id]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_start_date' as column_name,
    cast(this.clae_cla_episode_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clae_person_id
            and other.clae_cla_episode_ceased_reason in ('E11', 'E12')
            and other.clae_cla_episode_start_date < this.clae_cla_episode_start_date
    )
