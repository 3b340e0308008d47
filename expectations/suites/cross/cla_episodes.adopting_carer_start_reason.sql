/* rule
table: ssd_cla_episodes
severity: minor
says: A placement for adoption with the current foster carer (A3, A5) starts with reason S, T or U.
why: The carer has not changed, so the record counts a move that did not happen.
fix: Correct the start reason to T, or U where the legal status changed too; or correct the placement type.
columns: [clae_cla_episode_start_reason, clae_cla_episode_start_date, clae_cla_placement_id]
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
    (this.clae_cla_episode_start_reason is null or this.clae_cla_episode_start_reason not in ('S', 'T', 'U'))
    and this.clae_cla_episode_start_date >= date '2015-04-01'
    and exists (
        select 1
        from known.ssd_cla_placement as home
        where
            home.clap_cla_placement_id = this.clae_cla_placement_id
            and home.clap_cla_placement_type in ('A3', 'A5')
    )
