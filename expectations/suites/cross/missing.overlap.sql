/* rule
table: ssd_missing
severity: minor
says: No two missing episodes of one child overlap. One may begin on the day another ends.
why: One disappearance is counted twice.
fix: Join the two, or correct when the child came back.
columns: [miss_missing_episode_start_date, miss_missing_episode_end_date, miss_person_id, miss_table_id]
*/
select
    this.record_id,
    this.person_id,
    'miss_missing_episode_start_date' as column_name,
    cast(this.miss_missing_episode_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_missing as this
where exists (
    select 1
    from known.ssd_missing as other
    where
        other.miss_person_id = this.miss_person_id
        and other.miss_table_id <> this.miss_table_id
        and other.miss_missing_episode_start_date < coalesce(this.miss_missing_episode_end_date, date '9999-12-31')
        and this.miss_missing_episode_start_date < coalesce(other.miss_missing_episode_end_date, date '9999-12-31')
)
