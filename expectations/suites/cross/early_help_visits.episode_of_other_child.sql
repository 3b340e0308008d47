/* rule
table: sup_early_help_visits
severity: minor
says: A visit belongs to an early help episode of the same child.
why: The visit counts as another child's first visit.
fix: Correct the episode or the child.
columns: [person_id, episode_id]
reads: [ssd_early_help_episodes.earl_episode_id, ssd_early_help_episodes.earl_person_id]
*/
select
    this.record_id,
    this.person_id,
    'person_id' as column_name,
    cast(this.person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_early_help_visits as this
where exists (
    select 1
    from known.ssd_early_help_episodes as other
    where
        other.earl_episode_id = this.episode_id
        and other.earl_person_id <> this.person_id
)
