/* prepare
says: every episode of a child who went missing from care, which has dates only, and from home, which has times. A time of midnight is a
  day without a time. Of rows with one key the first stays, the rest are repeats.
grain: one episode of one child
*/
select
    'ssd.missing' as from_table,
    'Care' as home_or_care,
    miss_table_id as episode_id,
    miss_person_id as person_id,
    miss_missing_episode_type as type_code,
    miss_missing_episode_start_date as start_date,
    null::timestamp as started_at,
    miss_missing_episode_end_date as end_date,
    null::timestamp as ended_at,
    miss_missing_rhi_offered as rhi_offered,
    miss_missing_rhi_accepted as rhi_accepted,
    miss_table_id is not null
    and row_number() over (partition by miss_table_id order by source_file, source_row) > 1 as is_repeat
from ssd.missing
union all
select
    'sup.missing_home' as from_table,
    'Home' as home_or_care,
    episode_id,
    person_id,
    'M' as type_code,
    episode_start::date as start_date,
    case when episode_start::time <> time '00:00:00' then episode_start end as started_at,
    episode_end::date as end_date,
    case when episode_end::time <> time '00:00:00' then episode_end end as ended_at,
    rhi_offered,
    rhi_accepted,
    episode_id is not null
    and row_number() over (partition by episode_id order by source_file, source_row) > 1 as is_repeat
from sup.missing_home
order by from_table, episode_id
