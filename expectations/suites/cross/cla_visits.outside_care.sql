/* rule
table: ssd_cla_visits
severity: major
says: A visit falls while the child is looked after.
why: The visit counts towards no time in care.
fix: Correct the date of the visit or of the episode of care.
columns: [clav_cla_visit_date, clav_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clav_cla_visit_date' as column_name,
    cast(this.clav_cla_visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_visits as this
where
    this.clav_cla_visit_date is not null
    and this.clav_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clav_person_id
            and other.clae_cla_episode_start_date <= this.clav_cla_visit_date
            and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31') >= this.clav_cla_visit_date
    )
