/* measure
title: Initial health assessments within 20 working days
question: Do children get a health check when they come into care?
unit: percent
kind: flow
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: Care Planning Regulations and statutory health guidance (20 working days)
breakdowns: [in_or_out_of_area, uasc, age_band]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_health.clah_person_id,
  ssd.cla_health.clah_health_check_type, ssd.cla_health.clah_health_check_date, ssd.cla_health.clah_health_check_status]
optional: [ssd.person.pers_person_id, ssd.person.pers_dob, ssd.immigration_status.immi_person_id,
  ssd.immigration_status.immi_immigration_status, ssd.immigration_status.immi_immigration_status_start_date,
  ssd.immigration_status.immi_immigration_status_end_date, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_placement_id,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_postcode,
  ssd.cla_placement.clap_cla_placement_end_date, ssd.cla_placement.clap_person_id, sup.postcode_la.postcode, sup.postcode_la.release,
  sup.postcode_la.la_code, sup.postcode_la.la_number]
table: ssd.cla_episodes
numerator_says: Those with a health assessment from 28 days before they came into care to 20 working days after
denominator_says: Children who came into care 20 working days earlier and were still in care on the day the assessment was due
lookback_months: 3
edge_cases:
  - The limit of 20 working days is the law's, for every child; the target is the local one. Day 20 and 28 days before count.
  - One row a period of care (clae_cla_id), by its first episode. In care on the due day is by an episode of that period; left on that day
    is out.
  - A check without a status counts as completed, as the code list says; planned, refused and cancelled ones do not. Initial assessments are
    not told from later ones.
  - Short-break episodes are out for their whole length (G6); 18 by the due day is out (G12).
  - Not built, because no field holds it; the second row by the day the report was received, and the breakdown by reason late.
*/
select
    child.episode_id as record_id,
    child.person_id,
    child.due_on as at,
    exists (
        select 1
        from prepare.health_checks_done as done
        where done.person_id = child.person_id
            and done.check_type = 'Health Assessment'
            and done.check_date between child.start_date - 28 and child.due_on
    )::int as numerator,
    child.excluded,
    child.placed_out_of_area as in_or_out_of_area,
    case
        when exists (
            select 1
            from prepare.unaccompanied_spells as status
            where status.person_id = child.person_id and status.from_day <= child.due_on and status.to_day > child.due_on
        ) then 'Unaccompanied'
        when exists (select 1 from ssd.immigration_status where immi_person_id is not null) then 'Not unaccompanied'
    end as uasc
from prepare.initial_health_due as child
order by record_id
