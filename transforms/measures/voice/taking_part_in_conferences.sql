/* measure
title: Children taking part in child protection conferences
question: Is the child's view in the conference?
unit: percent
kind: flow
direction: higher_better
target: {value: 80, basis: local}
benchmark: null
source: SSD cppr_cp_review_participation (placeholder field in many extracts)
breakdowns: [age_band, disability, participation]
audiences: [ofsted, board, team]
needs: [ssd.cp_reviews.cppr_cp_review_id, ssd.cp_reviews.cppr_person_id, ssd.cp_reviews.cppr_cp_review_date,
  sup.conference_participation.conference_id, sup.conference_participation.person_id, sup.conference_participation.conference_type,
  sup.conference_participation.conference_date, sup.conference_participation.participation_code, ssd.person.pers_person_id,
  ssd.person.pers_dob]
optional: [ssd.cp_reviews.cppr_cp_review_participation]
table: ssd.cp_reviews
other_tables: [sup.conference_participation]
numerator_says: Those in which the child took part in person, through an advocate or by sending views (PN1, PN2, PN3, PN5, PN6)
denominator_says: Review conferences held in the period, and initial ones whose participation is recorded, of children aged 4 or over
edge_cases:
  - PN4 (attended without contributing), PN7 and no code are not met; PN0 at 4 or over is an error and not met. PN4 is shown apart by the
    breakdown participation.
  - The conference service's code comes first, else the review's own field. Whether the conference was quorate is not asked.
  - Initial conferences are those in the conference service's table, by its date. Its row of a review that the case system lacks is a
    missing link.
  - The fourth birthday on the day counts. Without a date of birth the age is unknown and the conference is out. One without a date was not
    held.
  - "Not built: breakdown by chair; no field names the chair."
*/
select
    conference.record_id,
    conference.from_table,
    conference.person_id,
    conference.held_on as at,
    coalesce(conference.code in ('PN1', 'PN2', 'PN3', 'PN5', 'PN6'), false)::int as numerator,
    case
        when conference.excluded is not null then conference.excluded
        when birth.person_id is null then 'missing link'
        when birth.born is null then 'no date of birth'
        when age(birth.born, conference.held_on) < 4 then 'under 4'
    end as excluded,
    labels.label as participation
from prepare.conferences_attended as conference
left join prepare.births as birth on conference.person_id = birth.person_id
left join prepare.labels on conference.code = labels.code and labels.code_set = 'review_participation'
where conference.held_on is not null
order by conference.record_id
