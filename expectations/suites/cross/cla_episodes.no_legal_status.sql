/* rule
table: ssd_cla_episodes
severity: major
says: A looked-after child has a legal status on the first day of each episode.
why: Short breaks cannot be left out, so the child may be wrongly counted as looked after.
fix: Record the legal status from the day the episode began.
columns: [clae_cla_episode_start_date, clae_person_id]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date]
whole_history: true
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
    this.clae_cla_episode_start_date is not null
    and not exists (
        select 1
        from known.ssd_legal_status as other
        where
            other.lega_person_id = this.clae_person_id
            and other.lega_legal_status_start_date <= this.clae_cla_episode_start_date
            and coalesce(other.lega_legal_status_end_date, date '9999-12-31') >= this.clae_cla_episode_start_date
    )
