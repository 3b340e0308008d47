/* measure
title: Children in care missing 10% or more of school
question: Are children in care attending?
unit: percent
kind: rolling_12_months
direction: lower_better
target: {value: 18, basis: local}
benchmark: {value: 10.9, area: England, year: 2018/19, source: "DfE Outcomes for children looked after (12 months or more)"}
source: DfE pupil absence definition; DfE Outcomes for children in need and looked after
breakdowns: [year_group, send, in_or_out_of_area, sex]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.school_attendance.person_id, sup.school_attendance.academic_year, sup.school_attendance.school_urn,
  sup.school_attendance.as_at_date, sup.school_attendance.sessions_possible, sup.school_attendance.sessions_missed,
  ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_postcode, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_person_id, ssd.person.pers_send_flag, sup.postcode_la.la_code,
  sup.postcode_la.la_number, sup.postcode_la.postcode, sup.postcode_la.release]
table: ssd.cla_episodes
numerator_says: Those who missed 10% or more of their possible sessions in the academic year to date
denominator_says: Children looked after for 12 months or more at the period's end, from Reception to Year 11, with at least 20 possible
  sessions in the academic year to date
edge_cases:
  - The academic year begins on 1 September, so 30 June is judged by the year that ends that summer, and 30 September by less than a month
    of the new one; read that quarter with caution.
  - Sessions of all schools of the year are added, each by its latest count on or before the period's end; a count that lacks the possible
    or the missed sessions is none. Exactly 10% counts; so do exactly 20 sessions.
  - 12 months or more is a period of care that began 12 months before or earlier. Under 12 months, other ages, fewer sessions and children
    without a date of birth or any count of sessions are listed, not counted. Short breaks are out (G6), and 18 or over (G12).
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    child.period_end,
    coalesce(attendance.missed * 10 >= attendance.possible, false)::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when child.stage <> 'School age' then 'not of school age'
        when addm(child.care_start, 12) > child.period_end then 'under 12 months'
        when attendance.person_id is null then 'no attendance'
        when attendance.possible < 20 then 'under 20 sessions'
    end as excluded,
    child.year_group,
    send.send,
    child.in_or_out_of_area
from prepare.pupils_in_care_at as child
left join prepare.attendance_to_date as attendance
    on child.person_id = attendance.person_id and child.period_end = attendance.period_end
left join prepare.send on child.person_id = send.person_id
order by child.period_end, record_id
