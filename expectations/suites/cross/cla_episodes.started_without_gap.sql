/* rule
table: ssd_cla_episodes
severity: minor
says: An episode that starts care begins after the one before it ended.
why: One time in care counts as two, and the start of care is counted twice.
fix: Correct the start reason, or the dates of the two episodes.
columns: [clae_cla_episode_start_reason, clae_person_id, clae_cla_episode_id, clae_cla_episode_start_date, clae_cla_episode_ceased_date]
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
    this.clae_cla_episode_start_reason = 'S'
    and exists (
        select 1
        from (
            select
                clae_cla_episode_id as episode_id,
                lag(clae_cla_episode_ceased_date) over spells as ended_before
            from known.ssd_cla_episodes
            window spells as (
                partition by clae_person_id
                order by clae_cla_episode_start_date, clae_cla_episode_ceased_date, clae_cla_episode_id
            )
        ) as run
        where run.episode_id = this.clae_cla_episode_id and this.clae_cla_episode_start_date <= run.ended_before
    )
