/* rule
table: ssd_cla_placement
severity: major
says: A placement starts while the child is looked after.
why: The placement counts towards no time in care.
fix: Correct the start of the placement, or record the episode of care.
columns: [clap_cla_placement_start_date, clap_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_start_date' as column_name,
    cast(this.clap_cla_placement_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    this.clap_cla_placement_start_date is not null
    and this.clap_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clap_person_id
            and other.clae_cla_episode_start_date <= this.clap_cla_placement_start_date
            and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31') >= this.clap_cla_placement_start_date
    )
