/* prepare
says: the start of every period of care, whatever its reason, by its first episode. A period of which no episode counts is listed by its
  first episode, with the rule that takes that one out.
grain: one period of care of one child; of a period whose episodes all count `excluded` is empty
*/
with left_out as (
    select
        episode.episode_id,
        episode.person_id,
        episode.care_id,
        episode.start_date,
        episode.born,
        episode.excluded
    from prepare.care_episodes as episode
    left join prepare.care_periods as period
        on episode.care_id = period.care_id and episode.person_id = period.person_id
    where period.care_id is null
    qualify row_number() over (
        partition by episode.care_id, episode.person_id order by episode.start_date nulls last, episode.episode_id
    ) = 1
)

select
    episode_id,
    person_id,
    care_id,
    care_start as start_date,
    born,
    null as excluded
from prepare.care_periods
union all
select * from left_out
order by episode_id, person_id
