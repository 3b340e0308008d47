/* measure
title: Children in care with a dental check in the last year
question: Are teeth looked after?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: DfE OC2 health outcomes
breakdowns: [age_band, in_or_out_of_area]
audiences: [ofsted, board, scrutiny]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_health.clah_person_id,
  ssd.cla_health.clah_health_check_type, ssd.cla_health.clah_health_check_date, ssd.cla_health.clah_health_check_status]
optional: [ssd.person.pers_person_id, ssd.person.pers_dob, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_placement_id,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_postcode, ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_person_id,
  sup.postcode_la.postcode, sup.postcode_la.release, sup.postcode_la.la_code, sup.postcode_la.la_number]
table: ssd.cla_episodes
numerator_says: Those with a dental check in the last 12 months
denominator_says: Children looked after at the period's end for 12 months or more
lookback_months: 12
edge_cases:
  - Exactly 12 months ago does not count; the last day does. A check without a status counts as completed; refused, planned and cancelled is
    not met.
  - 12 months of care exactly is enough, without a break, counted from the start of the period of care (clae_cla_id).
  - Children under 2 stay in, because no field records that a dentist advised against a check.
  - Short-break episodes are out for their whole length (G6); 18 by the last day is out (G12).
*/
with latest as (
    select child.period_end, child.person_id, max(done.check_date) as checked_on
    from prepare.looked_after_a_year as child
    inner join prepare.health_checks_done as done
        on child.person_id = done.person_id and done.check_date <= child.period_end
    where done.check_type = 'Dental Check'
    group by child.period_end, child.person_id
)

select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(latest.checked_on > addm(child.period_end, -12), false)::int as numerator,
    child.excluded,
    area.placed_out_of_area as in_or_out_of_area
from prepare.looked_after_a_year as child
left join latest on child.person_id = latest.person_id and child.period_end = latest.period_end
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
left join prepare.placement_areas as area on placed.placement_id = area.placement_id
order by child.period_end, record_id
