/* rule
table: sup_return_interviews
severity: minor
says: A child interviewed on return has come back.
why: The episode still counts as open.
fix: Record when the child returned.
columns: [completed_at, missing_id, home_episode_id]
reads: [ssd_missing.miss_table_id, ssd_missing.miss_missing_episode_end_date, sup_missing_home.episode_id, sup_missing_home.episode_end]
*/
select
    this.record_id,
    this.person_id,
    'completed_at' as column_name,
    cast(this.completed_at as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_return_interviews as this
where
    this.completed_at is not null
    and (
        exists (
            select 1
            from known.ssd_missing as care
            where care.miss_table_id = this.missing_id and care.miss_missing_episode_end_date is null
        )
        or exists (
            select 1
            from known.sup_missing_home as home
            where home.episode_id = this.home_episode_id and home.episode_end is null
        )
    )
