/* prepare
says: >-
  the answers of staff surveys, with words for their codes. `repeat_no` counts the rows of one response's question.
grain: one answer to one question in one response
*/
select
    concat_ws('|', answer.survey_id, answer.response_id, answer.question_id) as record_id,
    answer.survey_id,
    answer.response_id,
    answer.question_id,
    answer.survey_close_date,
    answer.answer,
    answer.staff_invited,
    question.label as question,
    service.label as service,
    job.label as role,
    case
        when answer.length_of_service_years < 1 then 'Under 1 year'
        when answer.length_of_service_years < 2 then '1 year'
        when answer.length_of_service_years < 5 then '2-4 years'
        when answer.length_of_service_years < 10 then '5-9 years'
        when answer.length_of_service_years >= 10 then '10 years and over'
    end as length_of_service,
    row_number() over (
        partition by answer.survey_id, answer.response_id, answer.question_id
        order by answer.survey_close_date desc, answer.source_file, answer.source_row
    ) as repeat_no
from sup.staff_survey as answer
left join prepare.labels as question on answer.question_id = question.code and question.code_set = 'staff_question'
left join prepare.labels as service on answer.service = service.code and service.code_set = 'service_area'
left join prepare.labels as job on answer.role = job.code and job.code_set = 'staff_role'
order by record_id, repeat_no
