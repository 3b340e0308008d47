/* measure
title: Children in care with an up-to-date health assessment
question: Are health needs kept under review?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 92, basis: local}
benchmark: null
source: DfE OC2 health outcomes (12 months or more)
breakdowns: [age_band, in_or_out_of_area, uasc]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_health.clah_person_id,
  ssd.cla_health.clah_health_check_type, ssd.cla_health.clah_health_check_date, ssd.cla_health.clah_health_check_status,
  ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date, ssd.immigration_status.immi_immigration_status_end_date,
  ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_postcode,
  ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_person_id, sup.postcode_la.postcode, sup.postcode_la.release,
  sup.postcode_la.la_code, sup.postcode_la.la_number]
table: ssd.cla_episodes
numerator_says: Those with a health assessment in the last 12 months, or the last six months if under 5
denominator_says: Children looked after at the period's end for 12 months or more
lookback_months: 12
edge_cases:
  - Exactly 12 (or six) months ago does not count; the last day does. The fifth birthday on the last day means the yearly rule, and so does
    no date of birth.
  - 12 months of care exactly is enough, without a break, counted from the start of the period of care (clae_cla_id).
  - Any statutory health assessment counts, the initial one too; a development check is none. A check without a status counts as completed.
  - Short-break episodes are out for their whole length (G6); 18 by the last day is out (G12).
  - England's 88% is of development checks of under-fives, so it is not compared.
*/
with latest as (
    select child.period_end, child.person_id, max(done.check_date) as checked_on
    from prepare.looked_after_a_year as child
    inner join prepare.health_checks_done as done
        on child.person_id = done.person_id and done.check_date <= child.period_end
    where done.check_type = 'Health Assessment'
    group by child.period_end, child.person_id
)

select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(
        latest.checked_on > addm(child.period_end, if(age(child.born, child.period_end) < 5, -6, -12)), false
    )::int as numerator,
    child.excluded,
    area.placed_out_of_area as in_or_out_of_area,
    unaccompanied.uasc
from prepare.looked_after_a_year as child
left join latest on child.person_id = latest.person_id and child.period_end = latest.period_end
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
left join prepare.placement_areas as area on placed.placement_id = area.placement_id
left join prepare.unaccompanied_at as unaccompanied
    on child.person_id = unaccompanied.person_id and child.period_end = unaccompanied.period_end
order by child.period_end, record_id
