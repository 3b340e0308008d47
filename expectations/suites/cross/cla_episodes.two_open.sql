/* rule
table: ssd_cla_episodes
severity: major
says: No child has two open looked-after episodes at once.
why: The child is counted twice as looked after, and the time in care is too long.
fix: End the earlier episode on the day the next began.
columns: [clae_cla_episode_ceased_date, clae_cla_episode_start_date, clae_person_id, clae_cla_episode_id]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_ceased_date' as column_name,
    cast(this.clae_cla_episode_ceased_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    this.clae_cla_episode_ceased_date is null
    and this.clae_cla_episode_start_date is not null
    and exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clae_person_id
            and other.clae_cla_episode_id <> this.clae_cla_episode_id
            and other.clae_cla_episode_ceased_date is null
            and other.clae_cla_episode_start_date is not null
    )
