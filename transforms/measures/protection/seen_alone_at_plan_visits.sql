/* measure
title: Child protection visits where the child was seen alone
question: Do social workers speak to children on their own?
unit: percent
kind: flow
direction: higher_better
target: {value: 80, basis: local}
benchmark: null
source: Annex A List 7 asks whether the child was seen alone at the last visit; age cut-off is a local default
breakdowns: [team, worker, age_band, disability]
audiences: [ofsted, board, team]
needs: [ssd.cp_visits.cppv_cp_visit_id, ssd.cp_visits.cppv_person_id, ssd.cp_visits.cppv_cp_visit_date, ssd.cp_visits.cppv_cp_visit_seen,
  ssd.cp_visits.cppv_cp_visit_seen_alone, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cp_visits
numerator_says: Those at which the child was seen alone
denominator_says: Child protection visits in the period at which a child of 4 or over was seen
edge_cases:
  - A child whose 4th birthday is the day of the visit counts. Without a date of birth the visit is listed and not counted.
  - Not applicable is out; left blank is not seen alone. Seen left blank is not seen, so the visit is out.
  - Two visits on one day count twice; a second row of a visit's id is a repeat (G2). No date is listed and not counted (G4).
*/
select
    visit.cppv_cp_visit_id as record_id,
    visit.cppv_person_id as person_id,
    visit.cppv_cp_visit_date as at,
    coalesce(visit.cppv_cp_visit_seen_alone = 'Y', false)::int as numerator,
    case
        when visit.cppv_person_id is null then 'missing link'
        when visit.cppv_cp_visit_id is not null
            and row_number() over (partition by visit.cppv_cp_visit_id order by visit.source_file, visit.source_row) > 1 then 'G2'
        when visit.cppv_cp_visit_date is null then 'G4'
        when coalesce(visit.cppv_cp_visit_seen, '') <> 'Y' then 'not seen'
        when visit.cppv_cp_visit_seen_alone = 'NA' then 'not applicable'
        when birth.born is null then 'no date of birth'
        when age(birth.born, visit.cppv_cp_visit_date) < 4 then 'under 4'
    end as excluded
from ssd.cp_visits as visit
left join prepare.births as birth on visit.cppv_person_id = birth.person_id
order by record_id
