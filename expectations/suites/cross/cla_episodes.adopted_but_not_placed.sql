/* rule
table: ssd_cla_episodes
severity: minor
says: A child who leaves care by adoption was placed for adoption (A3 to A6).
why: The reason or the placement is wrong, and adoptions are miscounted.
fix: Correct why the episode ended, or the type of its placement.
columns: [clae_cla_episode_ceased_reason, clae_cla_placement_id]
reads: [ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_cla_placement_type]
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
    this.clae_cla_episode_ceased_reason in ('E11', 'E12')
    and not exists (
        select 1
        from known.ssd_cla_placement as home
        where
            home.clap_cla_placement_id = this.clae_cla_placement_id
            and home.clap_cla_placement_type in ('A3', 'A4', 'A5', 'A6')
    )
