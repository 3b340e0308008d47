/* measure
title: Children in care with a PEP this term
question: Does every child in care have an up-to-date education plan?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: Promoting the education of looked-after children statutory guidance, as summarised in council procedures
breakdowns: [year_group, in_or_out_of_area, send, school_type, stage]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.person.pers_person_id,
  ssd.person.pers_dob, sup.pep.person_id, sup.pep.meeting_date, sup.school_terms.academic_year, sup.school_terms.term,
  sup.school_terms.start_date, sup.school_terms.end_date]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_postcode, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_person_id, ssd.person.pers_send_flag, sup.education_status.as_at_date,
  sup.education_status.person_id, sup.education_status.school_urn, sup.postcode_la.la_code, sup.postcode_la.la_number,
  sup.postcode_la.postcode, sup.postcode_la.release, sup.schools.phase, sup.schools.school_type, sup.schools.urn]
table: ssd.cla_episodes
numerator_says: Those with a personal education plan meeting in the term the period's end is judged by, on or before that day
denominator_says: Children looked after at the period's end for at least 20 working days, from Reception to Year 11
lookback_months: 6
edge_cases:
  - The term is the one the period's end falls in once more than half of its days, that day included, have passed; else the last that ended
    before. So 30 June is judged by summer, 30 September by summer, 31 December by autumn and 31 March by spring.
  - A term in the settings stands for the delivered one. Before any known term nothing can be judged (no school term).
  - Children before Reception and in Years 12 and 13 are rows of their own in the breakdown stage. No school place still needs a plan.
  - Exactly 20 working days counts, from the start of the whole period of care. Without a date of birth a child is listed, not counted.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    exists (
        select 1 from sup.pep
        where child.person_id = pep.person_id and pep.meeting_date between term.start_date and term.last_day
    )::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when wd(child.care_start, child.period_end) < 20 then 'under 20 working days'
        when term.period_end is null then 'no school term'
    end as excluded,
    child.year_group,
    child.in_or_out_of_area,
    send.send,
    school.school_type,
    child.stage,
    case when child.stage in ('Early years', 'Post-16') then 'stage' end as only_in
from prepare.pupils_in_care_at as child
left join prepare.school_term_at as term on child.period_end = term.period_end
left join prepare.send on child.person_id = send.person_id
left join prepare.education_status_at as status on child.person_id = status.person_id and child.period_end = status.period_end
left join prepare.schools_once as school on status.school_urn = school.urn and not school.is_repeat
order by child.period_end, record_id
