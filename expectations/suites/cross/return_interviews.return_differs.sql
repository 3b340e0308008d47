/* rule
table: sup_return_interviews
severity: minor
says: The return named by an interview is on the day its missing episode ended.
why: Whether the interview came within 72 hours is wrong.
fix: Correct the time of the return, here or in the episode.
columns: [episode_end_at, missing_id, home_episode_id]
reads: [ssd_missing.miss_table_id, ssd_missing.miss_missing_episode_end_date, sup_missing_home.episode_id, sup_missing_home.episode_end]
*/
select
    this.record_id,
    this.person_id,
    'episode_end_at' as column_name,
    cast(this.episode_end_at as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_return_interviews as this
where
    exists (
        select 1
        from known.ssd_missing as care
        where
            care.miss_table_id = this.missing_id
            and care.miss_missing_episode_end_date <> cast(this.episode_end_at as date)
    )
    or exists (
        select 1
        from known.sup_missing_home as home
        where
            home.episode_id = this.home_episode_id
            and cast(home.episode_end as date) <> cast(this.episode_end_at as date)
    )
