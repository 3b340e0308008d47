/* rule
table: ssd_missing
severity: minor
says: A missing episode ends while the child is looked after, on the day care ends at the latest.
why: The child is counted as missing from care after leaving it.
fix: Record when the child came back, or correct the date or the end of care.
columns: [miss_missing_episode_end_date, miss_missing_episode_start_date, miss_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'miss_missing_episode_end_date' as column_name,
    cast(this.miss_missing_episode_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_missing as this
where
    this.miss_missing_episode_start_date is not null
    and this.miss_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.miss_person_id
            and other.clae_cla_episode_start_date <= coalesce(this.miss_missing_episode_end_date, date '9999-12-31')
            and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31')
            >= coalesce(this.miss_missing_episode_end_date, date '9999-12-31')
    )
