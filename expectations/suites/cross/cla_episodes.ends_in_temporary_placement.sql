/* rule
table: ssd_cla_episodes
severity: minor
says: Care does not end in a temporary placement (T0 to T4).
why: Where the child left care from is not known.
fix: Record the return to the usual placement, or correct the placement type or the reason.
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
    this.clae_cla_episode_ceased_reason <> 'X1'
    and exists (
        select 1
        from known.ssd_cla_placement as home
        where
            home.clap_cla_placement_id = this.clae_cla_placement_id
            and home.clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4')
    )
