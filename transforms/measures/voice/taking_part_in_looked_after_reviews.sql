/* measure
title: Children taking part in their looked-after reviews
question: Do children have a say in their review?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: SSDA903 participation codes; treatment of PN4 is a local default
breakdowns: [age_band, disability, uasc, participation]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_reviews.clar_cla_review_id, ssd.cla_reviews.clar_cla_id, ssd.cla_reviews.clar_cla_review_date,
  ssd.cla_reviews.clar_cla_review_cancelled, ssd.cla_reviews.clar_cla_review_participation, ssd.cla_episodes.clae_cla_id,
  ssd.cla_episodes.clae_person_id, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date, ssd.immigration_status.immi_immigration_status_end_date]
table: ssd.cla_reviews
numerator_says: Those in which the child took part in person, through an advocate or by sending views (PN1, PN2, PN3, PN5, PN6)
denominator_says: Looked-after reviews held in the period, of children aged 4 or over
edge_cases:
  - PN4 (attended without contributing), PN7 and no code are not met; PN0 at 4 or over is an error and not met. PN4 is shown apart by the
    breakdown participation.
  - The fourth birthday on the day of the review counts. Without a date of birth the age is unknown and the review is out.
  - The child is the one whose period of care the review names; a review of an unknown period is a missing link. A review without a date was
    not held.
  - Cancelled reviews are out; a blank answer is not cancelled. A review id counts once (G2).
  - "Not built: breakdown by IRO; no field names the reviewing officer."
*/
select
    review.review_id as record_id,
    review.person_id,
    review.review_date as at,
    coalesce(review.code in ('PN1', 'PN2', 'PN3', 'PN5', 'PN6'), false)::int as numerator,
    case
        when review.excluded is not null then review.excluded
        when review.born is null then 'no date of birth'
        when age(review.born, review.review_date) < 4 then 'under 4'
    end as excluded,
    labels.label as participation,
    case
        when exists (
            select 1
            from prepare.unaccompanied_spells as status
            where status.person_id = review.person_id
                and status.from_day <= review.review_date
                and status.to_day > review.review_date
        ) then 'Unaccompanied'
        when exists (select 1 from ssd.immigration_status where immi_person_id is not null) then 'Not unaccompanied'
    end as uasc
from prepare.cla_reviews_held as review
left join prepare.labels on review.code = labels.code and labels.code_set = 'review_participation'
order by record_id
