/* measure
title: Looked-after children whose statutory visit is up to date
question: Does each child see their social worker often enough?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: Care Planning Regulations 2010, regulation 28; interval for adoption placements simplified (local default)
breakdowns: [team, worker, placement_type, distance_band, age_band, placed_for_adoption]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_placement.clap_cla_placement_id,
  ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_cla_placement_type, ssd.cla_visits.clav_person_id,
  ssd.cla_visits.clav_cla_id, ssd.cla_visits.clav_cla_visit_date]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.person.pers_person_id, ssd.person.pers_dob,
  ssd.cla_placement.clap_cla_placement_distance]
table: ssd.cla_episodes
numerator_says: Those whose next visit was not due before the period's end
denominator_says: Children looked after at the period's end
lookback_months: 12
edge_cases:
  - With no visit since the placement started, on its first day or later, one is due 7 days after the start; else an interval after the
    last visit. Due on the last day of the period is up to date. Any recorded visit counts, whatever its seen flag.
  - The interval is 28 days with parents (P1) under an interim care order (C1) open at the period's end, 3 months in long-term fostering
    (U1, U4) that began 12 months ago or earlier, and otherwise 42 days, for children placed for adoption (A3-A6) too.
  - The placement is the one open at the period's end, a temporary move too. A child with no placement on record, or none with a start,
    has no due date and stays in as not met.
  - A visit belongs to the child and period of care it names; one that leaves either blank goes by the other.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
  - Children placed for adoption count in the whole and have a row of their own. The law asks for all; 95% is the local target.
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(visit.due_on >= child.period_end, false)::int as numerator,
    child.excluded,
    placed.placement_type,
    case when placed.distance <= 20 then '20 miles or less' when placed.distance < 999.9 then 'Over 20 miles' end
        as distance_band,
    case when placed.type_code in ('A3', 'A4', 'A5', 'A6') then 'Placed for adoption' else 'Other' end as placed_for_adoption
from prepare.looked_after as child
left join prepare.placed_at as placed on child.person_id = placed.person_id and child.period_end = placed.period_end
left join prepare.care_visits_due as visit on child.person_id = visit.person_id and child.period_end = visit.period_end
order by child.period_end, record_id
