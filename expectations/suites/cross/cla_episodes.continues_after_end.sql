/* rule
table: ssd_cla_episodes
severity: minor
says: After care ended, the next episode starts with reason S.
why: A new start of care is not counted.
fix: Correct the start reason to S, or the reason the episode before it ended to X1.
columns: [clae_cla_episode_start_reason, clae_cla_episode_ceased_reason, clae_person_id, clae_cla_episode_id,
  clae_cla_episode_start_date, clae_cla_episode_ceased_date]
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
    this.clae_cla_episode_start_reason is distinct from 'S'
    and exists (
        select 1
        from (
            select
                clae_cla_episode_id as episode_id,
                lag(clae_cla_episode_ceased_reason) over spells as reason_before
            from known.ssd_cla_episodes
            where clae_cla_episode_start_date is not null
            window spells as (
                partition by clae_person_id
                order by clae_cla_episode_start_date, clae_cla_episode_ceased_date, clae_cla_episode_id
            )
        ) as run
        where run.episode_id = this.clae_cla_episode_id and run.reason_before <> 'X1'
    )
