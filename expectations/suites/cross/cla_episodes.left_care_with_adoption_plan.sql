/* rule
table: ssd_cla_episodes
severity: minor
says: A child placed for adoption, or under a placement order, who leaves care without being adopted has a reversed decision, with its reason.
why: The child still counts as waiting for adoption.
fix: Record when and why the decision was reversed, or correct why the episode ended.
columns: [clae_cla_episode_ceased_reason, clae_cla_placement_id, clae_cla_episode_start_date, clae_person_id]
reads: [ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_cla_placement_type,
  ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status, ssd_legal_status.lega_legal_status_start_date,
  ssd_legal_status.lega_legal_status_end_date, ssd_permanence.perm_person_id,
  ssd_permanence.perm_decision_reversed_date, ssd_permanence.perm_decision_reversed_reason]
whole_history: true
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
    this.clae_cla_episode_ceased_reason not in ('X1', 'E11', 'E12')
    and (
        exists (
            select 1
            from known.ssd_cla_placement as home
            where
                home.clap_cla_placement_id = this.clae_cla_placement_id
                and home.clap_cla_placement_type in ('A3', 'A4', 'A5', 'A6')
        )
        or exists (
            select 1
            from known.ssd_legal_status as status
            where
                status.lega_person_id = this.clae_person_id
                and status.lega_legal_status in ('D1', 'E1')
                and status.lega_legal_status_start_date <= this.clae_cla_episode_start_date
                and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > this.clae_cla_episode_start_date
        )
    )
    and not exists (
        select 1
        from known.ssd_permanence as plan
        where
            plan.perm_person_id = this.clae_person_id
            and plan.perm_decision_reversed_date is not null
            and plan.perm_decision_reversed_reason is not null
    )
