/* prepare
says: the children looked after on any day of the 12 months that end with each period, under 18 (G12) on the first such day. An episode
  that ceased on the first day of the 12 months counts. Of several of a child the one that began last stands for it, then the lowest id.
  `last_day` is the last of its days in care by the period's end. One without a start that had not ceased before is listed (G4).
grain: one episode in the 12 months to one period's end; one row a child and period has `excluded` empty
*/
with snapshot as (
    select distinct
        period_end,
        addm(period_end + 1, -12) as year_start
    from periods
),

in_year as (
    select
        snapshot.period_end,
        snapshot.year_start,
        episode.episode_id,
        episode.person_id,
        episode.start_date,
        least(
            snapshot.period_end,
            coalesce(episode.ceased_date - 1, date 'infinity'),
            coalesce(birthday(episode.born, 18) - 1, date 'infinity')
        ) as last_day,
        coalesce(
            episode.excluded,
            case when age(episode.born, greatest(episode.start_date, snapshot.year_start)) >= 18 then 'G12' end
        ) as excluded
    from snapshot
    inner join prepare.care_episodes as episode
        on coalesce(episode.start_date, date '-infinity') <= snapshot.period_end
        and coalesce(episode.ceased_date, date 'infinity') >= snapshot.year_start
)

select
    period_end,
    year_start,
    episode_id,
    person_id,
    last_day,
    coalesce(
        excluded,
        case
            when row_number() over (
                partition by period_end, person_id, excluded order by start_date desc, episode_id
            ) > 1 then 'same child'
        end
    ) as excluded
from in_year
order by period_end, person_id, episode_id
