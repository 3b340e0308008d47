/* measure
title: Children and young people who say our help made a difference
question: What do children say?
unit: percent
kind: flow
direction: higher_better
target: {value: 75, basis: local}
benchmark: null
source: local default; ssd_voice_of_child holds related questions as placeholders
breakdowns: [respondent, status, age_band, disability, method, anonymous]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.feedback.feedback_id, sup.feedback.question_id, sup.feedback.person_id, sup.feedback.respondent_type, sup.feedback.answer,
  sup.feedback.collected_date]
optional: [ssd.person.pers_person_id, ssd.person.pers_dob, ssd.person.pers_expected_dob, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date,
  ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_close_date,
  ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date, ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_cp_plan_id,
  ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date, ssd.cp_plans.cppl_cp_plan_ola,
  ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility,
  sup.feedback.method]
table: sup.feedback
numerator_says: Answers of agree or strongly agree
denominator_says: Answers of children, young people and care leavers to whether the help they got made things better
team: none
edge_cases:
  - Of several answers of one child in the period the latest counts, then the highest id as text; the others are repeats (G2). Anonymous
    answers cannot be told apart, so each counts, and they are shown apart.
  - Parents' answers are a row of their own under respondent, and in no other number; one for each child. Foster carers' and partners'
    answers are not counted.
  - Prefer not to say is left out before the latest is sought; a blank answer is not positive and stays.
  - Status is the child's on the day the answer was collected, the highest one. Fewer than 6 answers are not shown in public.
  - "Not built: response rate; the number of people invited belongs to an exercise, and no field tells exercises apart."
*/
select
    answer.record_id,
    answer.person_id,
    answer.collected_date as at,
    answer.is_positive::int as numerator,
    case
        when answer.excluded is not null then answer.excluded
        when answer.person_id is not null and row_number() over (
            partition by periods.period_end, answer.person_id, answer.respondent_type = 'PARENT', answer.excluded
            order by answer.collected_date desc, answer.feedback_id desc
        ) > 1 then 'G2'
    end as excluded,
    if(answer.respondent_type = 'PARENT', 'respondent', null) as only_in,
    answer.respondent,
    answer.status,
    answer.method,
    if(answer.person_id is null, 'Anonymous', 'Named') as anonymous
from prepare.feedback_answers as answer
left join periods on answer.collected_date between periods.period_start and periods.period_end
where periods.period_end is not null or answer.collected_date is null
order by answer.record_id
