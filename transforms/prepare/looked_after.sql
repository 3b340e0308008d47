/* prepare
says: the children looked after at the end of each period, with the first day of their period of care. G6 takes out short-break episodes
  for their whole length; G12 children who are 18 by then; of several open episodes of a child the lowest id (as text) counts. An
  episode without a start date that had not ended is listed and excluded (G4).
grain: one open episode at one period's end; one row a child and period has `excluded` empty
*/
with snapshot as (
    select distinct period_end
    from periods
),

open_episode as (
    select
        snapshot.period_end,
        episode.episode_id,
        episode.person_id,
        episode.care_id,
        episode.born,
        coalesce(
            episode.excluded, case when age(episode.born, snapshot.period_end) >= 18 then 'G12' end
        ) as excluded
    from snapshot
    inner join prepare.care_episodes as episode
        on coalesce(episode.start_date, date '-infinity') <= snapshot.period_end
        and coalesce(episode.ceased_date, date 'infinity') > snapshot.period_end
)

select
    open_episode.period_end,
    open_episode.episode_id,
    open_episode.person_id,
    open_episode.care_id,
    care_period.care_start,
    open_episode.born,
    coalesce(
        open_episode.excluded,
        case
            when row_number() over (
                partition by open_episode.period_end, open_episode.person_id, open_episode.excluded
                order by open_episode.episode_id
            ) > 1 then 'G2'
        end
    ) as excluded
from open_episode
left join prepare.care_periods as care_period
    on open_episode.care_id = care_period.care_id and open_episode.person_id = care_period.person_id
order by open_episode.period_end, open_episode.person_id, open_episode.episode_id
