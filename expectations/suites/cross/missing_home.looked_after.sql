/* rule
table: sup_missing_home
severity: minor
says: A child missing from home was not in care on that day.
why: A child in care who goes missing is counted in the wrong place, or twice.
fix: Move the episode to those missing from care, or correct the date.
columns: [episode_start, person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
*/
select
    this.record_id,
    this.person_id,
    'episode_start' as column_name,
    cast(this.episode_start as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_missing_home as this
where exists (
    select 1
    from known.ssd_cla_episodes as other
    where
        other.clae_person_id = this.person_id
        and other.clae_cla_episode_start_date < cast(this.episode_start as date)
        and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31') > cast(this.episode_start as date)
)
