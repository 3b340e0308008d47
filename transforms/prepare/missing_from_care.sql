/* prepare
says: the children who went missing (M), or away without authorisation (A), in the 12 months that end with each period, by an episode that
  starts on a date on which they were looked after and under 18; the day on which care ends is no such date
grain: one child and type of absence at one period's end
*/
select distinct
    child.period_end,
    child.person_id,
    absence.miss_missing_episode_type as type_code
from prepare.care_in_year as child
inner join ssd.missing as absence
    on child.person_id = absence.miss_person_id
    and absence.miss_missing_episode_start_date between child.year_start and child.period_end
inner join prepare.care_episodes as episode
    on child.person_id = episode.person_id
    and episode.start_date <= absence.miss_missing_episode_start_date
    and coalesce(episode.ceased_date, date 'infinity') > absence.miss_missing_episode_start_date
where child.excluded is null
    and episode.excluded is null
    and coalesce(age(episode.born, absence.miss_missing_episode_start_date), 0) < 18
order by child.period_end, child.person_id, type_code
