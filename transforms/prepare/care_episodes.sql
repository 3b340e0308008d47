/* prepare
says: every episode of care and the rule that takes it out before counting. G2 keeps one row of an episode id; G6 takes out an episode
  with a short-break status (V3, V4) on any of its days, for its whole length; one without a start date cannot be placed (G4).
grain: one episode of one child
*/
with short_break as (
    select
        lega_person_id as person_id,
        lega_legal_status_start_date as start_date,
        coalesce(lega_legal_status_end_date, date 'infinity') as end_date
    from ssd.legal_status
    where lega_legal_status in ('V3', 'V4')
)

select
    episode.clae_cla_episode_id as episode_id,
    episode.clae_person_id as person_id,
    coalesce(episode.clae_cla_id, concat('episode ', episode.clae_cla_episode_id)) as care_id,
    episode.clae_cla_episode_start_date as start_date,
    episode.clae_cla_episode_ceased_date as ceased_date,
    episode.clae_cla_episode_start_reason as start_reason,
    episode.clae_cla_placement_id as placement_id,
    episode.clae_cla_primary_need_code as need_code,
    birth.born,
    case
        when episode.clae_person_id is null then 'missing link'
        when row_number() over (
            partition by episode.clae_cla_episode_id order by episode.source_file, episode.source_row
        ) > 1 and episode.clae_cla_episode_id is not null then 'G2'
        when episode.clae_cla_episode_start_date is null then 'G4'
        when exists (
            select 1
            from short_break
            where short_break.person_id = episode.clae_person_id
                and short_break.start_date < coalesce(episode.clae_cla_episode_ceased_date, date 'infinity')
                and short_break.end_date > episode.clae_cla_episode_start_date
        ) then 'G6'
    end as excluded
from ssd.cla_episodes as episode
left join prepare.births as birth on episode.clae_person_id = birth.person_id
order by episode_id, episode.source_file, episode.source_row
