/* measure
title: 16-17 year olds in care in education, employment or training
question: Do young people in care stay in learning after 16?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: local default
breakdowns: [year_group, uasc, in_or_out_of_area]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.person.pers_person_id, ssd.person.pers_dob, sup.education_status.person_id,
  sup.education_status.as_at_date, sup.education_status.eet_status]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_postcode,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_person_id,
  ssd.immigration_status.immi_immigration_status, ssd.immigration_status.immi_immigration_status_end_date,
  ssd.immigration_status.immi_immigration_status_start_date, ssd.immigration_status.immi_person_id, sup.postcode_la.la_code,
  sup.postcode_la.la_number, sup.postcode_la.postcode, sup.postcode_la.release, sup.school_terms.academic_year, sup.school_terms.end_date,
  sup.school_terms.start_date, sup.school_terms.term]
table: ssd.cla_episodes
numerator_says: Those in education, employment or training, full or part time, by their latest status
denominator_says: Young people looked after at the period's end who are then in Year 12 or 13
edge_cases:
  - Year 12 is the school year (from 1 September) after the one in which Year 11 ends, Year 13 the one after that.
  - The latest status on or before the period's end, in July and August the latest by the last school day. A blank status, 0 (not in touch
    or not known) and no status at all count as not.
  - Apprenticeships and training count, with or without an allowance.
  - Without a date of birth a child is listed, not counted. Short-break episodes are out for their whole length (G6), 18 or over too (G12).
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(status.eet_status in ('F1', 'P1', 'F2', 'P2', 'F3', 'P3', 'F4', 'P4', 'F5', 'P5'), false)::int as numerator,
    child.excluded,
    child.year_group,
    unaccompanied.uasc,
    child.in_or_out_of_area
from prepare.pupils_in_care_at as child
left join prepare.education_status_at as status
    on child.person_id = status.person_id and child.period_end = status.period_end
left join prepare.unaccompanied_at as unaccompanied
    on child.person_id = unaccompanied.person_id and child.period_end = unaccompanied.period_end
where coalesce(child.stage, 'Post-16') = 'Post-16'
order by child.period_end, record_id
