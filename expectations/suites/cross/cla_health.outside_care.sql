/* rule
table: ssd_cla_health
severity: minor
says: A health check falls while the child is looked after.
why: The check counts towards no time in care.
fix: Correct the date of the check or of the episode of care.
columns: [clah_health_check_date, clah_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clah_health_check_date' as column_name,
    cast(this.clah_health_check_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_health as this
where
    this.clah_health_check_date is not null
    and this.clah_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clah_person_id
            and other.clae_cla_episode_start_date <= this.clah_health_check_date
            and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31') >= this.clah_health_check_date
    )
