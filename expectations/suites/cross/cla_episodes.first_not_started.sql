/* rule
table: ssd_cla_episodes
severity: minor
says: A child's first episode starts with reason S.
why: The start of care is not counted.
fix: Record the episode before it, or correct the start reason to S.
columns: [clae_cla_episode_start_reason, clae_entered_care_date, clae_person_id, clae_cla_episode_id,
  clae_cla_episode_start_date, clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_start_reason' as column_name,
    cast(this.clae_cla_episode_start_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    this.clae_cla_episode_start_reason <> 'S'
    and coalesce(this.clae_entered_care_date, this.clae_cla_episode_start_date) >= this.clae_cla_episode_start_date
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clae_person_id
            and other.clae_cla_episode_id <> this.clae_cla_episode_id
            and other.clae_cla_episode_start_date <= this.clae_cla_episode_start_date
    )
