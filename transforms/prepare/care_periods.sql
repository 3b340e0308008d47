/* prepare
says: the continuous periods of care of each child (the episodes under one clae_cla_id; an episode without one is its own), from the first
  episode's start to the last one's end, blank while any is open. Excluded episodes are no part of a period.
grain: one period of care of one child
*/
select
    care_id,
    person_id,
    arg_min(episode_id, (start_date, episode_id)) as episode_id,
    min(start_date) as care_start,
    case when count(*) = count(ceased_date) then max(ceased_date) end as care_end,
    arg_min({'reason': start_reason}, (start_date, episode_id)).reason as start_reason,
    arg_min({'code': need_code}, (start_date, episode_id)).code as need_code,
    min(born) as born
from prepare.care_episodes
where excluded is null
group by care_id, person_id
order by person_id, care_start, care_id
