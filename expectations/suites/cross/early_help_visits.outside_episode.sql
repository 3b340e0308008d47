/* rule
table: sup_early_help_visits
severity: minor
says: A visit falls between the start and the end of its early help episode.
why: The visit counts towards an episode that was not open.
fix: Correct the date of the visit, or the episode it belongs to.
columns: [visit_date, episode_id]
reads: [ssd_early_help_episodes.earl_episode_id, ssd_early_help_episodes.earl_episode_start_date, ssd_early_help_episodes.earl_episode_end_date]
*/
select
    this.record_id,
    this.person_id,
    'visit_date' as column_name,
    cast(this.visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_early_help_visits as this
where exists (
    select 1
    from known.ssd_early_help_episodes as other
    where
        other.earl_episode_id = this.episode_id
        and (this.visit_date < other.earl_episode_start_date or this.visit_date > other.earl_episode_end_date)
)
