-- One row per row of List 4. Support required means that the assessment did not end with no further action.
with numbered as (
    select
        *,
        row_number() over (
            partition by child_unique_id, assessment_start_date
            order by assessment_authorised_date nulls last, source_row
        ) as copy
    from list_4
)

select
    made_key('ASS', child_unique_id, assessment_start_date, copy) as cina_assessment_id,
    child_unique_id as cina_person_id,
    assessment_start_date as cina_assessment_start_date,
    ssd_code('annex_a_yes_no_unknown', child_seen) as cina_assessment_child_seen,
    assessment_authorised_date as cina_assessment_auth_date,
    case ssd_code('annex_a_yes_no', requires_social_care_support) when 'Y' then 'N' when 'N' then 'Y' end
        as cina_assessment_outcome_nfa,
    team_id(allocated_team) as cina_assessment_team,
    worker_id(allocated_worker) as cina_assessment_worker_id,
    source_file,
    source_row
from numbered
order by cina_assessment_id
