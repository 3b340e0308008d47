/* list
holds: Early help episodes that were open at some time in the six months.
grain: One row per child per episode.
needs: [ssd.early_help_episodes.earl_person_id, ssd.early_help_episodes.earl_episode_start_date, ssd.early_help_episodes.earl_episode_end_date]
fills: {ssd.person: "gender, ethnicity, date of birth and age"}
notes:
- "The source holds early help episodes and not assessments: the episode's dates stand in for the assessment's, so the list is wider than assessments made in the six months."
- Early help that is held in another system or by partners is not here.
*/
select
    episodes.earl_episode_id as record_id,
    episodes.earl_person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    episodes.earl_episode_start_date as assessment_start_date,
    case
        when episodes.earl_episode_end_date <= $reference_date then episodes.earl_episode_end_date
    end as assessment_completion_date,
    episodes.earl_episode_organisation as completing_organisation
from ssd.early_help_episodes as episodes
left join annex_a_person as person on episodes.earl_person_id = person.person_id
where
    coalesce(episodes.earl_episode_start_date <= $reference_date, true)
    and coalesce(episodes.earl_episode_end_date >= $window_from, true)
order by child_unique_id, assessment_start_date, record_id
