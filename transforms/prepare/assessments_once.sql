/* prepare
says: every assessment; G2 keeps one row of an assessment id (the first of the first file), the rest are repeats
grain: one assessment of one child
*/
select
    cina_assessment_id as assessment_id,
    cina_person_id as person_id,
    cina_referral_id as referral_id,
    cina_assessment_start_date as start_date,
    cina_assessment_auth_date as auth_date,
    cina_assessment_outcome_nfa as outcome_nfa,
    cina_assessment_outcome_json as outcome,
    cina_assessment_id is not null
    and row_number() over (partition by cina_assessment_id order by source_file, source_row) > 1 as is_repeat
from ssd.cin_assessments
order by cina_assessment_id, source_file, source_row
