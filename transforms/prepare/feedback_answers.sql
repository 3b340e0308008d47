/* prepare
says: the answers to "the help I got made things better" by children, young people, care leavers and parents, and what the child was to
  social care on the day of the answer, the highest status. Who prefers not to say is left out; an answer by nobody known, or without a
  date, cannot be counted.
grain: one answer
*/
with answer as (
    select
        *,
        row_number() over (partition by feedback_id, question_id order by source_file, source_row) as repeat_no
    from sup.feedback
    where question_id = 'HELP_BETTER'
        and coalesce(respondent_type, 'CHILD') in ('CHILD', 'CARE_LEAVER', 'PARENT')
),

status_then as (
    select
        answer.person_id,
        answer.collected_date,
        arg_max(spell.status, spell.tier) as status
    from (select distinct person_id, collected_date from answer) as answer
    inner join prepare.social_care_spells as spell
        on answer.person_id = spell.person_id
        and spell.from_day <= answer.collected_date
        and spell.to_day > answer.collected_date
    group by answer.person_id, answer.collected_date
)

select
    concat_ws('|', answer.feedback_id, answer.question_id) as record_id,
    answer.feedback_id,
    answer.person_id,
    answer.collected_date,
    coalesce(answer.answer in ('4', '5'), false) as is_positive,
    answer.respondent_type,
    respondent.label as respondent,
    method.label as method,
    status_then.status,
    case
        when answer.repeat_no > 1 and answer.feedback_id is not null then 'G2'
        when answer.respondent_type is null then 'no respondent'
        when answer.answer = 'X' then 'prefers not to say'
        when answer.collected_date is null then 'G4'
    end as excluded
from answer
left join status_then
    on answer.person_id = status_then.person_id and answer.collected_date = status_then.collected_date
left join prepare.labels as respondent
    on answer.respondent_type = respondent.code and respondent.code_set = 'respondent_type'
left join prepare.labels as method on answer.method = method.code and method.code_set = 'feedback_method'
order by record_id, answer.repeat_no
