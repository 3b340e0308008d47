/* rule
table: ssd_missing
severity: minor
says: When the episode of care from which a child went missing ends, the missing episode has ended too.
why: The child still counts as missing, from a placement that is over.
fix: Record when the child came back, or was found; where the child is still missing, say so in the next episode.
columns: [miss_missing_episode_end_date, miss_missing_episode_start_date, miss_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
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
    this.miss_missing_episode_end_date is null
    and exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.miss_person_id
            and held.clae_cla_episode_start_date <= this.miss_missing_episode_start_date
            and held.clae_cla_episode_ceased_date >= this.miss_missing_episode_start_date
    )
