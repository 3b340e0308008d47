/* prepare
says: every start of a period of care, its first episode, and the rule that takes it out before counting - the rule of the episode (G2, G4,
  G6), a first episode that did not begin for reason S (started care), or 18 by then (G12)
grain: one period of care of one child, or an episode with reason S or none that is out before periods are made
*/
with start as (
    select
        episode_id,
        person_id,
        care_start as start_date,
        start_reason,
        need_code,
        born,
        null as excluded
    from prepare.care_periods
    union all
    select
        episode_id,
        person_id,
        start_date,
        start_reason,
        need_code,
        born,
        excluded
    from prepare.care_episodes
    where excluded is not null and coalesce(start_reason, 'S') = 'S'
)

select
    start.episode_id,
    start.person_id,
    start.start_date,
    start.born,
    need.label as need,
    case
        when start.excluded is not null then start.excluded
        when start.start_reason is null then 'no start reason'
        when start.start_reason <> 'S' then 'start reason'
        when age(start.born, start.start_date) >= 18 then 'G12'
    end as excluded
from start
left join prepare.labels as need on start.need_code = need.code and need.code_set = 'primary_need_903'
order by start.episode_id, start.person_id, start.excluded
