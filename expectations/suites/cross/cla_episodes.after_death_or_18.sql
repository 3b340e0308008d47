/* rule
table: ssd_cla_episodes
severity: minor
says: No episode follows one that ended with death (E2) or with turning 18 (E15).
why: The child cannot be in care afterwards, so one of the two records is wrong.
fix: Correct the reason the episode ended, or remove the later episode.
columns: [clae_cla_episode_ceased_reason, clae_person_id, clae_cla_episode_id, clae_cla_episode_start_date, clae_cla_episode_ceased_date]
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
    this.clae_cla_episode_ceased_reason in ('E2', 'E15')
    and exists (
        select 1
        from (
            select
                clae_cla_episode_id as episode_id,
                lead(clae_cla_episode_id) over spells as id_after
            from known.ssd_cla_episodes
            where clae_cla_episode_start_date is not null
            window spells as (
                partition by clae_person_id
                order by clae_cla_episode_start_date, clae_cla_episode_ceased_date, clae_cla_episode_id
            )
        ) as run
        where run.episode_id = this.clae_cla_episode_id and run.id_after is not null
    )
