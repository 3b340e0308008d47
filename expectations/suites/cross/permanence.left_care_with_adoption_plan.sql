/* rule
table: ssd_permanence
severity: minor
says: The decision is reversed, with its reason, when a child placed for adoption or under a placement order leaves care without being adopted.
why: The child still counts as waiting for adoption.
fix: Record when and why the decision was reversed.
columns: [perm_decision_reversed_date, perm_decision_reversed_reason, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date,
  ssd_cla_episodes.clae_cla_episode_ceased_reason, ssd_cla_episodes.clae_cla_placement_id,
  ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_cla_placement_type, ssd_legal_status.lega_person_id,
  ssd_legal_status.lega_legal_status, ssd_legal_status.lega_legal_status_start_date,
  ssd_legal_status.lega_legal_status_end_date]
*/
select
    this.record_id,
    this.person_id,
    'perm_decision_reversed_date' as column_name,
    cast(this.perm_decision_reversed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    (this.perm_decision_reversed_date is null or this.perm_decision_reversed_reason is null)
    and exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.perm_person_id
            and held.clae_cla_episode_ceased_reason not in ('X1', 'E11', 'E12')
            and (
                exists (
                    select 1
                    from known.ssd_cla_placement as home
                    where
                        home.clap_cla_placement_id = held.clae_cla_placement_id
                        and home.clap_cla_placement_type in ('A3', 'A4', 'A5', 'A6')
                )
                or exists (
                    select 1
                    from known.ssd_legal_status as status
                    where
                        status.lega_person_id = held.clae_person_id
                        and status.lega_legal_status in ('D1', 'E1')
                        and status.lega_legal_status_start_date <= held.clae_cla_episode_start_date
                        and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > held.clae_cla_episode_start_date
                )
            )
    )
