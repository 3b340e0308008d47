/* rule
table: ssd_person
severity: minor
says: A child who is looked after other than on short breaks (V3, V4) has a unique pupil number, or a reason for having none.
why: The child cannot be matched with school records, and the SSDA903 refuses the record.
fix: Record the number from the school census, or the reason there is none.
columns: [pers_upn, pers_upn_unknown, pers_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_legal_status.lega_person_id,
  ssd_legal_status.lega_legal_status, ssd_legal_status.lega_legal_status_start_date,
  ssd_legal_status.lega_legal_status_end_date]
*/
select
    this.record_id,
    this.person_id,
    'pers_upn' as column_name,
    cast(this.pers_upn as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where
    this.pers_upn is null
    and this.pers_upn_unknown is null
    and exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.pers_person_id
            and not exists (
                select 1
                from known.ssd_legal_status as status
                where
                    status.lega_person_id = held.clae_person_id
                    and status.lega_legal_status in ('V3', 'V4')
                    and status.lega_legal_status_start_date <= held.clae_cla_episode_start_date
                    and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > held.clae_cla_episode_start_date
            )
    )
