/* rule
table: ssd_sdq_scores
severity: minor
says: A questionnaire is completed while the child is looked after.
why: The score counts towards no time in care.
fix: Correct the date of the questionnaire or of the episode of care.
columns: [csdq_sdq_completed_date, csdq_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'csdq_sdq_completed_date' as column_name,
    cast(this.csdq_sdq_completed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_sdq_scores as this
where
    this.csdq_sdq_completed_date is not null
    and this.csdq_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.csdq_person_id
            and other.clae_cla_episode_start_date <= this.csdq_sdq_completed_date
            and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31') >= this.csdq_sdq_completed_date
    )
