/* rule
table: ssd_early_help_episodes
severity: minor
says: No two early help episodes of one child overlap. One may begin on the day another ends.
why: The child is counted twice in early help.
fix: End the earlier episode on its true date, or join the two.
columns: [earl_episode_start_date, earl_episode_end_date, earl_person_id, earl_episode_id]
*/
select
    this.record_id,
    this.person_id,
    'earl_episode_start_date' as column_name,
    cast(this.earl_episode_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_early_help_episodes as this
where exists (
    select 1
    from known.ssd_early_help_episodes as other
    where
        other.earl_person_id = this.earl_person_id
        and other.earl_episode_id <> this.earl_episode_id
        and other.earl_episode_start_date < coalesce(this.earl_episode_end_date, date '9999-12-31')
        and this.earl_episode_start_date < coalesce(other.earl_episode_end_date, date '9999-12-31')
)
