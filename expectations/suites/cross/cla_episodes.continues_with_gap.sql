/* rule
table: ssd_cla_episodes
severity: minor
says: An episode that carries care on begins on the day the one before it ended.
why: A gap breaks one time in care in two, and days in care are lost.
fix: Correct the start of the episode or the end of the one before it; if care had ended, correct the start reason to S.
columns: [clae_cla_episode_start_date, clae_cla_episode_start_reason, clae_person_id, clae_cla_episode_id, clae_cla_episode_ceased_date]
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
    this.clae_cla_episode_start_reason <> 'S'
    and exists (
        select 1
        from (
            select
                clae_cla_episode_id as episode_id,
                lag(clae_cla_episode_id) over spells as id_before,
                lag(clae_cla_episode_ceased_date) over spells as ended_before
            from known.ssd_cla_episodes
            where clae_cla_episode_start_date is not null
            window spells as (
                partition by clae_person_id
                order by clae_cla_episode_start_date, clae_cla_episode_ceased_date, clae_cla_episode_id
            )
        ) as run
        where run.episode_id = this.clae_cla_episode_id and run.id_before is not null
        and run.ended_before is distinct from this.clae_cla_episode_start_date
    )
