/* prepare
says: what the return interviews that name an episode of going missing come to. The return is timed by the episode, else by the interview's
  own record of it; where the return's or the interview's time is not known (midnight is a day without a time) their dates are compared. An
  interview before the return is an error. The provider is that of the latest interview.
grain: one episode that an interview or an offer names
*/
with interview as (
    select
        'ssd.missing' as from_table,
        missing_id as episode_id,
        interview_id,
        case when episode_end_at::time <> time '00:00:00' then episode_end_at end as ended_at,
        accepted = 'Y' as is_accepted,
        completed_at,
        provider
    from sup.return_interviews
    where missing_id is not null
    union all
    select
        'sup.missing_home' as from_table,
        home_episode_id as episode_id,
        interview_id,
        case when episode_end_at::time <> time '00:00:00' then episode_end_at end as ended_at,
        accepted = 'Y' as is_accepted,
        completed_at,
        provider
    from sup.return_interviews
    where home_episode_id is not null
),

judged as (
    select
        interview.*,
        coalesce(episode.ended_at, max(interview.ended_at) over (partition by episode.from_table, episode.episode_id)) as returned_at,
        coalesce(returned_at::date, episode.end_date) as returned_on,
        case when interview.completed_at::time <> time '00:00:00' then interview.completed_at end as held_at,
        coalesce(held_at >= returned_at, interview.completed_at::date >= returned_on) as is_after,
        coalesce(held_at <= returned_at + interval 72 hours, interview.completed_at::date <= returned_on + 3) as is_by_then
    from interview
    inner join prepare.missing_episodes as episode
        on interview.from_table = episode.from_table and interview.episode_id = episode.episode_id
    where not episode.is_repeat
)

select
    from_table,
    episode_id,
    coalesce(bool_or(is_after and is_by_then), false) as is_in_time,
    coalesce(bool_or(not is_after) and not bool_or(is_after), false) as is_error,
    coalesce(bool_or(is_accepted), false) as is_accepted,
    arg_max({'name': provider}, (coalesce(completed_at, timestamp '-infinity'), interview_id, provider)).name as provider
from judged
group by from_table, episode_id
order by from_table, episode_id
