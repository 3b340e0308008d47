/* rule
table: ssd_cla_episodes
severity: minor
says: A child still missing on the 18th birthday leaves care with reason E8.
why: Why the child left care is miscounted.
fix: Correct why the episode ended to E8, or when the child was found.
columns: [clae_cla_episode_ceased_reason, clae_cla_episode_ceased_date, clae_person_id]
reads: [ssd_missing.miss_person_id, ssd_missing.miss_missing_episode_end_date, ssd_person.pers_dob]
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
    this.clae_cla_episode_ceased_reason is distinct from 'E8'
    and exists (
        select 1
        from known.ssd_missing as away
        inner join known.people as person on person.people_id = away.miss_person_id
        where
            away.miss_person_id = this.clae_person_id
            and away.miss_missing_episode_end_date = this.clae_cla_episode_ceased_date
            and addm(person.birth_date, 216) = this.clae_cla_episode_ceased_date
    )
