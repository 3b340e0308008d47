/* prepare
says: the children looked after at the end of each period. G6 takes out episodes with a short-break status (V3, V4) on any of their days;
  G12 children who are 18 by then; of several open episodes of a child the lowest id (as text) counts. An episode without a start date
  that had not ended is listed and excluded (G4).
grain: one open episode at one period's end; one row a child and period has `excluded` empty
*/
with snapshot as (
    select distinct period_end
    from periods
),

short_break as (
    select
        lega_person_id as person_id,
        lega_legal_status_start_date as start_date,
        coalesce(lega_legal_status_end_date, date 'infinity') as end_date
    from ssd.legal_status
    where lega_legal_status in ('V3', 'V4')
),

open_episode as (
    select
        snapshot.period_end,
        episode.clae_cla_episode_id as episode_id,
        episode.clae_person_id as person_id,
        case
            when episode.clae_person_id is null then 'missing link'
            when episode.clae_cla_episode_start_date is null then 'G4'
            when exists (
                select 1
                from short_break
                where short_break.person_id = episode.clae_person_id
                    and short_break.start_date < coalesce(episode.clae_cla_episode_ceased_date, date 'infinity')
                    and short_break.end_date > episode.clae_cla_episode_start_date
            ) then 'G6'
            when age(birth.born, snapshot.period_end) >= 18 then 'G12'
        end as excluded
    from snapshot
    inner join ssd.cla_episodes as episode
        on coalesce(episode.clae_cla_episode_start_date <= snapshot.period_end, true)
        and coalesce(episode.clae_cla_episode_ceased_date > snapshot.period_end, true)
    left join prepare.births as birth on episode.clae_person_id = birth.person_id
)

select
    period_end,
    episode_id,
    person_id,
    coalesce(
        excluded,
        case when row_number() over (partition by period_end, person_id, excluded order by episode_id) > 1 then 'G2' end
    ) as excluded
from open_episode
order by period_end, person_id, episode_id
