/* rule
table: ssd_cla_episodes
severity: minor
says: The category of need stays the same through one time in care.
why: The same child counts under two needs.
fix: Correct the category of need to the one at the start of care.
columns: [clae_cla_primary_need_code, clae_cla_episode_ceased_reason, clae_person_id, clae_cla_episode_id,
  clae_cla_episode_start_date, clae_cla_episode_ceased_date]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_primary_need_code' as column_name,
    cast(this.clae_cla_primary_need_code as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    exists (
        select 1
        from (
            select
                clae_cla_episode_id as episode_id,
                lag(clae_cla_episode_ceased_reason) over spells as reason_before,
                lag(clae_cla_episode_ceased_date) over spells as ended_before,
                lag(clae_cla_primary_need_code) over spells as need_before
            from known.ssd_cla_episodes
            window spells as (
                partition by clae_person_id
                order by clae_cla_episode_start_date, clae_cla_episode_ceased_date, clae_cla_episode_id
            )
        ) as run
        where run.episode_id = this.clae_cla_episode_id and run.reason_before = 'X1'
        and run.ended_before = this.clae_cla_episode_start_date
        and run.need_before is distinct from this.clae_cla_primary_need_code
    )
