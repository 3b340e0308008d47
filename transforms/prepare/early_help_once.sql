/* prepare
says: every early help episode; G2 keeps one row of an episode id (the first of the first file), the rest are repeats
grain: one early help episode of one child
*/
select
    earl_episode_id as episode_id,
    earl_person_id as person_id,
    earl_episode_start_date as start_date,
    earl_episode_end_date as end_date,
    earl_episode_reason as reason,
    earl_episode_end_reason as end_reason,
    earl_episode_worker_id as worker_id,
    earl_episode_id is not null
    and row_number() over (partition by earl_episode_id order by source_file, source_row) > 1 as is_repeat
from ssd.early_help_episodes
order by earl_episode_id, source_file, source_row
