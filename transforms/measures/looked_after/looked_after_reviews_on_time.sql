/* measure
title: Looked-after reviews on time
question: Are care plans reviewed when the law says?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: Care Planning, Placement and Case Review (England) Regulations 2010 (20 working days, 3 months, 6 months)
breakdowns: [team, age_band, placed_out_of_area]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_reviews.clar_cla_id,
  ssd.cla_reviews.clar_cla_review_date, ssd.cla_reviews.clar_cla_review_cancelled]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_reviews.clar_cla_review_id, ssd.person.pers_person_id, ssd.person.pers_dob,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_placement_postcode, sup.postcode_la.postcode,
  sup.postcode_la.release, sup.postcode_la.la_code, sup.postcode_la.la_number]
table: ssd.cla_episodes
numerator_says: Those with no review late or missed among the reviews due in the 12 months that end with the period
denominator_says: Children looked after at the period's end whose period of care had lasted 20 working days by then
lookback_months: 12
edge_cases:
  - First review 20 working days after the period of care starts, second 3 months after the first was held, later ones 6 months after the
    one before; the day itself is on time, and one due on the last day must be held by then. An early review resets the clock.
  - The period starts with its first day, not with the episode. Cancelled reviews and reviews without a date were not held.
  - A review due before the 12 months and still not held at the end is late; one due before them and held late in them is not judged.
  - A review before the first day of its period of care takes the child out (G5). Reviews are found by the period of care, so an
    episode that names none is a missing link.
  - A review held in two parts has the date of its first part. Short breaks are out (G6), and so is 18 by the period's end (G12).
  - The law asks for every review on time; 95% is the local target.
  - "Not built: breakdown by IRO; no field names the reviewing officer."
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    (not coalesce(review.has_late_review, false))::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when child.care_id = concat('episode ', child.episode_id) then 'missing link'
        when wd(child.care_start, child.period_end) < 20 then 'under 20 working days'
        when review.is_out_of_order then 'G5'
    end as excluded,
    placement_areas.placed_out_of_area
from prepare.looked_after as child
left join prepare.care_reviews_at as review
    on child.care_id = review.care_id and child.person_id = review.person_id and child.period_end = review.period_end
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
left join prepare.placement_areas on placed.placement_id = placement_areas.placement_id
order by child.period_end, record_id
