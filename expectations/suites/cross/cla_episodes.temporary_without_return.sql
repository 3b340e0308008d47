/* rule
table: ssd_cla_episodes
severity: minor
says: After a temporary placement (T0 to T4) the child goes back to the placement before it, with start reason P.
why: A holiday or a stay in hospital counts as two moves.
fix: Record the return to the usual placement, or correct the type of the temporary one.
columns: [clae_cla_placement_id, clae_cla_episode_start_reason, clae_person_id, clae_cla_episode_id, clae_cla_episode_start_date]
reads: [ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_cla_placement_type, ssd_cla_placement.clap_cla_placement_postcode]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_placement_id' as column_name,
    cast(this.clae_cla_placement_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    exists (
        select 1
        from (
            select
                held.clae_person_id as person_id,
                held.clae_cla_episode_id as episode_id,
                lag(held.clae_cla_episode_id) over spells as id_before,
                lead(held.clae_cla_episode_id) over spells as id_after,
                home.kind in ('T0', 'T1', 'T2', 'T3', 'T4') and lead(held.clae_cla_episode_id) over spells is not null
                and (
                    lead(held.clae_cla_episode_start_reason) over spells is distinct from 'P'
                    or lead(home.kind) over spells is distinct from lag(home.kind) over spells
                    or lead(home.postcode) over spells is distinct from lag(home.postcode) over spells
                ) as no_return
            from known.ssd_cla_episodes as held
            left join (
                select
                    clap_cla_placement_id as placement_id,
                    max(clap_cla_placement_type) as kind,
                    max(clap_cla_placement_postcode) as postcode
                from known.ssd_cla_placement
                group by all
            ) as home
                on home.placement_id = held.clae_cla_placement_id
            where held.clae_cla_episode_start_date is not null
            window spells as (
                partition by held.clae_person_id order by held.clae_cla_episode_start_date, held.clae_cla_episode_id
            )
        ) as run
        where
            run.person_id = this.clae_person_id
            and run.no_return
            and run.id_before is not null
            and this.clae_cla_episode_id in (run.episode_id, run.id_after)
    )
