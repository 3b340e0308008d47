/* rule
table: ssd_cla_episodes
severity: minor
says: A temporary placement (T0 to T4) begins with a change of placement (P or B), never with the start of care.
why: The child's usual placement, which the temporary one interrupts, is not recorded.
fix: Record the usual placement first, or correct the placement type or the start reason.
columns: [clae_cla_episode_start_reason, clae_cla_placement_id]
reads: [ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_cla_placement_type]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_start_reason' as column_name,
    cast(this.clae_cla_episode_start_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    (this.clae_cla_episode_start_reason is null or this.clae_cla_episode_start_reason not in ('P', 'B'))
    and exists (
        select 1
        from known.ssd_cla_placement as home
        where
            home.clap_cla_placement_id = this.clae_cla_placement_id
            and home.clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4')
    )
