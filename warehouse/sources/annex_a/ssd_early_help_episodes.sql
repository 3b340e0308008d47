-- One row per row of List 2; the assessment's dates stand for the episode's.
with numbered as (
    select
        *,
        row_number() over (
            partition by child_unique_id, assessment_start_date
            order by completing_organisation nulls last, source_row
        ) as copy
    from list_2
)

select
    made_key('EH', child_unique_id, assessment_start_date, copy) as earl_episode_id,
    child_unique_id as earl_person_id,
    assessment_start_date as earl_episode_start_date,
    assessment_completion_date as earl_episode_end_date,
    completing_organisation as earl_episode_organisation,
    source_file,
    source_row
from numbered
order by earl_episode_id
