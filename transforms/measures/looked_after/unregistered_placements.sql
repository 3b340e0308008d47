/* measure
title: Children living in unregistered children's homes
question: Are any children placed where registration is required but absent?
unit: count
kind: snapshot
direction: lower_better
target: {value: 0, basis: statutory}
benchmark: null
source: Ofsted expectation; local default data item
breakdowns: [age_band, weeks_in_placement]
audiences: [ofsted, board]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id,
  ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type, sup.placement_registration.placement_id, sup.placement_registration.as_at_date,
  sup.placement_registration.registration_status]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cla_episodes
numerator_says: Children looked after at the period's end whose placement should be registered and is not
lookback_months: 12
edge_cases:
  - The placement is the one open at the period's end, and its status the latest one checked on or before that day; of several checked
    on one day unregistered goes first. A placement without a status, or with a blank one, is not counted.
  - Supported accommodation that awaits a decision is not unregistered.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
  - Never published in public papers when 1 to 5. Operating unregistered is unlawful, so the target is 0; each child is reported to the
    director.
*/
with checked as (
    select placed.period_end, placed.person_id, placed.start_date, registration.registration_status
    from prepare.placed_at as placed
    inner join sup.placement_registration as registration
        on placed.placement_id = registration.placement_id and registration.as_at_date <= placed.period_end
    qualify row_number() over (
        partition by placed.period_end, placed.person_id
        order by registration.as_at_date desc, (registration.registration_status = 'UNREGISTERED') desc nulls last
    ) = 1
)

select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    child.excluded,
    case
        when cd(checked.start_date, child.period_end) < 28 then 'Under 4 weeks'
        when cd(checked.start_date, child.period_end) < 84 then '4 to 11 weeks'
        when cd(checked.start_date, child.period_end) < 182 then '12 to 25 weeks'
        else '26 weeks or more'
    end as weeks_in_placement
from prepare.looked_after as child
inner join checked on child.person_id = checked.person_id and child.period_end = checked.period_end
where checked.registration_status = 'UNREGISTERED'
order by child.period_end, record_id
