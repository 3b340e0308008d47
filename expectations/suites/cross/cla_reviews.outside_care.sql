/* rule
table: ssd_cla_reviews
severity: major
says: A review is held while the child is looked after.
why: The review counts towards no time in care.
fix: Correct the date of the review or of the episode of care.
columns: [clar_cla_review_date, clar_cla_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clar_cla_review_date' as column_name,
    cast(this.clar_cla_review_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_reviews as this
where
    this.clar_cla_review_date is not null
    and this.clar_cla_person_id is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.clar_cla_person_id
            and other.clae_cla_episode_start_date <= this.clar_cla_review_date
            and coalesce(other.clae_cla_episode_ceased_date, date '9999-12-31') >= this.clar_cla_review_date
    )
