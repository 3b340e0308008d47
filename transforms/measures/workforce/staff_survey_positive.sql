/* measure
title: "Staff survey: would recommend and feel supported"
question: How is morale?
unit: percent
kind: flow
direction: higher_better
target: {value: 75, basis: local}
benchmark: null
source: local default
breakdowns: [question, service, role, length_of_service]
audiences: [ofsted, board, scrutiny]
needs: [sup.staff_survey.survey_id, sup.staff_survey.response_id, sup.staff_survey.question_id, sup.staff_survey.survey_close_date,
  sup.staff_survey.answer]
optional: [sup.staff_survey.length_of_service_years, sup.staff_survey.role, sup.staff_survey.service, sup.staff_survey.staff_invited]
table: sup.staff_survey
numerator_says: Those that agree or strongly agree
denominator_says: Answers to 'I am supported to do my job well', without 'prefer not to say', in the survey closed in the period
team: none
edge_cases:
  - Of several surveys closed in the period the one that closed last counts; the answers of the others are listed. Where the answers of
    one survey give several closing dates in the period, the last is the survey's and all of them count. Without a survey there is no
    result, and none is carried forward. An answer without a closing date is G4.
  - A blank answer is not positive and stays in; a repeat of a response's question is G2. The other core questions are rows of their own.
  - The row 'Response rate' has the responses over the staff invited; the target of 75% goes with a response rate of 60% or more.
  - Fewer than 6 responses of a group are not for publication; the survey holds no team.
*/
with placed as (
    select
        survey.*, periods.period_end, max(survey.survey_close_date) over survey_of as closed,
        row_number() over (survey_of order by survey.staff_invited desc, survey.record_id, survey.repeat_no) as survey_no,
        row_number() over (response_of order by survey.staff_invited desc, survey.record_id, survey.repeat_no) as question_no
    from periods
    inner join prepare.survey_answers as survey
        on coalesce(survey.survey_close_date, periods.period_end) between periods.period_start and periods.period_end
    window
        survey_of as (partition by periods.period_end, survey.survey_id, survey.survey_close_date is null),
        response_of as (partition by periods.period_end, survey.survey_id, survey.survey_close_date is null, survey.response_id)
),

answer as (
    select *, dense_rank() over (partition by period_end order by closed desc nulls last) as survey_rank
    from placed
)

select
    record_id, null as person_id, period_end, coalesce(survey_close_date, period_end) as at, question, service, role, length_of_service,
    coalesce(answer in ('4', '5'), false)::int as numerator, 1 as denominator,
    case
        when survey_close_date is null then 'G4' when survey_rank > 1 then 'earlier survey' when repeat_no > 1 then 'G2'
        when answer = 'X' then 'prefer not to say'
    end as excluded,
    case when question_id is distinct from 'SUPPORTED' then 'question' end as only_in
from answer
union all
select
    record_id, null, period_end, survey_close_date, 'Response rate', service, role, length_of_service, 1,
    if(survey_no = 1, staff_invited, 0), case when survey_rank > 1 then 'earlier survey' end, 'question'
from answer
where question_no = 1 and survey_close_date is not null
order by period_end, record_id, question
