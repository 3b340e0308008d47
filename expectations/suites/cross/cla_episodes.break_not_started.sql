/* rule
table: ssd_cla_episodes
severity: minor
says: Each short break (V3) is an episode of its own, with start reason S.
why: A child cannot move during a short break, so the legal status or the reason is wrong.
fix: Correct the legal status, or the start reason to S.
columns: [clae_cla_episode_start_reason, clae_cla_episode_start_date, clae_person_id]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date]
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
    this.clae_cla_episode_start_reason is distinct from 'S'
    and exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.clae_person_id
            and status.lega_legal_status in ('V3')
            and status.lega_legal_status_start_date <= this.clae_cla_episode_start_date
            and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > this.clae_cla_episode_start_date
    )
