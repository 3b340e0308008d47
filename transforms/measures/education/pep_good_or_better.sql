/* measure
title: PEPs graded good or better
question: Are education plans any good?
unit: percent
kind: flow
direction: higher_better
target: {value: 80, basis: local}
benchmark: null
source: local default
breakdowns: [year_group, in_or_out_of_area, school, grade]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.pep.pep_id, sup.pep.completed_date, sup.pep.quality_grade]
optional: [ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_person_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_postcode,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_person_id,
  ssd.person.pers_dob, ssd.person.pers_person_id, sup.pep.person_id, sup.pep.school_urn, sup.postcode_la.la_code, sup.postcode_la.la_number,
  sup.postcode_la.postcode, sup.postcode_la.release, sup.schools.name, sup.schools.phase, sup.schools.urn]
table: sup.pep
numerator_says: Those graded good or outstanding
denominator_says: Personal education plans completed in the period and graded
edge_cases:
  - Placed by the day of completion; a plan that is not completed is not counted yet.
  - One grade a plan. Of rows with one key the last with a grade stays (by completion, then as delivered), the rest are repeats (G2).
  - Plans without a grade do not count; their number stands in the breakdown grade, as the row Not graded.
  - Year group and placement are those of the day of completion.
*/
select
    pep.pep_id as record_id,
    pep.person_id,
    pep.completed_date as at,
    coalesce(pep.quality_grade in ('3', '4'), false)::int as numerator,
    case when pep.repeat_no > 1 then 'G2' end as excluded,
    year_groups.year_group,
    case when placed.end_date > pep.completed_date then placed.placed_out_of_area end as in_or_out_of_area,
    coalesce(school.name, pep.school_urn) as school,
    coalesce(labels.label, 'Not graded') as grade,
    case when pep.quality_grade is null then 'grade' end as only_in
from prepare.peps_once as pep
left join prepare.labels on pep.quality_grade = labels.code and labels.code_set = 'grade_four_point'
left join prepare.schools_once as school on pep.school_urn = school.urn and not school.is_repeat
left join prepare.pupils on pep.person_id = pupils.person_id
left join prepare.year_groups
    on year(pep.completed_date) - (month(pep.completed_date) < 9)::int - pupils.reception_year = year_groups.year_no
asof left join prepare.placed_from as placed
    on pep.person_id = placed.person_id and pep.completed_date >= placed.start_date
where pep.completed_date is not null
order by record_id
