/* rule
table: ssd_legal_status
severity: minor
says: A legal status of care is open only while the child is looked after.
why: The child seems to be under an order after leaving care.
fix: End the legal status on the day the child left.
columns: [lega_legal_status_end_date, lega_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'lega_legal_status_end_date' as column_name,
    cast(this.lega_legal_status_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_legal_status as this
where
    this.lega_legal_status_end_date is null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.lega_person_id
            and other.clae_cla_episode_start_date is not null
            and other.clae_cla_episode_ceased_date is null
    )
