/* measure
title: Open children not receiving full-time education
question: Which vulnerable children are out of school?
unit: count
kind: snapshot
direction: lower_better
target: null
benchmark: null
source: local default (25 hours is a working definition)
breakdowns: [status, reason, send, weeks_out]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.education_status.person_id, sup.education_status.as_at_date, sup.education_status.has_school_place,
  sup.education_status.weekly_hours, sup.education_status.reason_under_25, sup.education_status.reason_start_date,
  ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date, ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_person_id,
  ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date, ssd.cla_episodes.clae_person_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.cin_episodes.cine_close_date, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_referral_id, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.cp_plans.cppl_cp_plan_id,
  ssd.cp_plans.cppl_cp_plan_ola, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_end_date,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_person_id, ssd.person.pers_send_flag, sup.school_terms.academic_year,
  sup.school_terms.end_date, sup.school_terms.start_date, sup.school_terms.term]
table: ssd.person
numerator_says: Children looked after, on a protection plan or on a child in need plan, from Reception to Year 11, who have no school place
  or under 25 hours of education a week
edge_cases:
  - Judged by the latest row of the education system on or before the period's end, which in holidays describes the last school week.
  - No place counts whatever the reason but elective home education. A blank place is none, and blank hours are not full time.
  - Under 25 hours does not count for an agreed medical reason, nor for a phased start that is less than six weeks (42 days) old; one
    without a first day is not known to be, so it counts. Alternative provision counts by its hours. Exactly 25 hours is full time.
  - A child open in several ways counts once, by the highest. Short breaks and other councils' plans are out (G6), and 18 or over (G12).
  - A child without a row, or without a date of birth, is listed and not counted. The local target is a falling number, with no value.
*/
select
    child.person_id as record_id,
    child.person_id,
    child.period_end as at,
    child.excluded,
    child.status,
    labels.label as reason,
    send.send,
    case
        when child.days < 42 then 'Under 6 weeks'
        when child.days < 84 then '6 to 11 weeks'
        when child.days >= 84 then '12 weeks or more'
    end as weeks_out
from prepare.education_of_open_children as child
left join prepare.labels on child.reason_code = labels.code and labels.code_set = 'reduced_hours_reason'
left join prepare.send on child.person_id = send.person_id
where child.excluded is null or child.excluded not in ('full time', 'not of school age')
order by child.period_end, record_id
