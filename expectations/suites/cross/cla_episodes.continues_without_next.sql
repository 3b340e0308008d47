/* rule
table: ssd_cla_episodes
severity: minor
says: An episode that ended with care going on is followed by another on the same day.
why: The child left care and counts as still in it, or a gap breaks one time in care in two.
fix: Record the next episode, or the reason care ended.
columns: [clae_cla_episode_ceased_reason, clae_cla_episode_ceased_date, clae_person_id, clae_cla_episode_id, clae_cla_episode_start_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_ceased_reason' as column_name,
    cast(this.clae_cla_episode_ceased_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    this.clae_cla_episode_ceased_reason = 'X1'
    and this.clae_cla_episode_ceased_date is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clae_person_id
            and other.clae_cla_episode_start_date = this.clae_cla_episode_ceased_date
            and other.clae_cla_episode_id <> this.clae_cla_episode_id
    )
