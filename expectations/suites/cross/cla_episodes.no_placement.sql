/* rule
table: ssd_cla_episodes
severity: major
says: A looked-after child has a placement on the first day of each episode.
why: Where the child lives is not known, and placements are miscounted.
fix: Record the placement from the day the episode began.
columns: [clae_cla_episode_start_date, clae_person_id]
reads: [ssd_cla_placement.clap_person_id, ssd_cla_placement.clap_cla_placement_start_date, ssd_cla_placement.clap_cla_placement_end_date]
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
        from known.ssd_cla_placement as other
        where
            other.clap_person_id = this.clae_person_id
            and other.clap_cla_placement_start_date <= this.clae_cla_episode_start_date
            and coalesce(other.clap_cla_placement_end_date, date '9999-12-31') >= this.clae_cla_episode_start_date
    )
