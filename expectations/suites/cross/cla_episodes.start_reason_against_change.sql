/* rule
table: ssd_cla_episodes
severity: minor
says: "The start reason says what changed that day: the legal status (L, B, U) and the placement (P, T, B, U)."
why: Moves between placements and changes of legal status are miscounted, and the SSDA903 refuses the record.
fix: Correct the start reason, or record the change of legal status or placement that it names.
columns: [clae_cla_episode_start_reason, clae_cla_placement_id, clae_person_id, clae_cla_episode_id, clae_cla_episode_start_date]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_cla_placement.clap_cla_placement_id,
  ssd_cla_placement.clap_cla_placement_type, ssd_cla_placement.clap_cla_placement_postcode,
  ssd_cla_placement.clap_cla_placement_urn, ssd_cla_placement.clap_cla_placement_provider]
whole_history: true
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
    this.clae_cla_episode_start_reason <> 'S'
    and exists (
        select 1
        from (
            select
                held.clae_cla_episode_id as episode_id,
                lag(held.clae_cla_episode_id) over spells as id_before,
                status.code is distinct from lag(status.code) over spells as status_changed,
                home.kind is distinct from lag(home.kind) over spells
                or home.postcode is distinct from lag(home.postcode) over spells
                or home.urn is distinct from lag(home.urn) over spells
                or home.provider is distinct from lag(home.provider) over spells as placement_changed
            from known.ssd_cla_episodes as held
            asof left join (
                select
                    lega_person_id as person_id,
                    lega_legal_status_start_date as began,
                    max(lega_legal_status) as code
                from known.ssd_legal_status
                group by all
            ) as status
                on status.person_id = held.clae_person_id and status.began <= held.clae_cla_episode_start_date
            left join (
                select
                    clap_cla_placement_id as placement_id,
                    max(clap_cla_placement_type) as kind,
                    max(clap_cla_placement_postcode) as postcode,
                    max(clap_cla_placement_urn) as urn,
                    max(clap_cla_placement_provider) as provider
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
            run.episode_id = this.clae_cla_episode_id
            and run.id_before is not null
            and (
                run.status_changed <> (this.clae_cla_episode_start_reason in ('L', 'B', 'U'))
                or run.placement_changed <> (this.clae_cla_episode_start_reason in ('P', 'T', 'B', 'U'))
            )
    )
