/* rule
table: ssd_cla_episodes
severity: minor
says: A special guardianship order to former foster carers (E45, E46) ends a foster placement.
why: The reason or the placement is wrong, and who becomes a guardian is miscounted.
fix: Correct why the episode ended (E47 and E48 are for others), or the type of its placement.
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
    this.clae_cla_episode_ceased_reason in ('E45', 'E46')
    and not exists (
        select 1
        from known.ssd_cla_placement as home
        where
            home.clap_cla_placement_id = this.clae_cla_placement_id
            and home.clap_cla_placement_type in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6')
    )
