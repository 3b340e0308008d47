/* measure
title: First PEP in place within 20 working days of coming into care
question: Is education planned from the start?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: Promoting the education of looked-after children guidance
breakdowns: [year_group, uasc, in_or_out_of_area]
audiences: [ofsted, board, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.person.pers_person_id,
  ssd.person.pers_dob, sup.pep.person_id, sup.pep.completed_date]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_postcode, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_end_date, ssd.immigration_status.immi_immigration_status_start_date,
  ssd.immigration_status.immi_person_id, sup.postcode_la.la_code, sup.postcode_la.la_number, sup.postcode_la.postcode,
  sup.postcode_la.release]
table: ssd.cla_episodes
numerator_says: Those with a personal education plan completed by then, in this period of care or one that ended 28 days or less before it
denominator_says: Periods of care whose 20th working day fell in the 12 months, of children from Reception to Year 11 at the start who
  were still in care on that day
lookback_months: 3
edge_cases:
  - The statutory guidance asks for the plan by the first review, at 20 working days; the target is the local one. Exactly 20 is met.
  - Each period of care counts, also a second one of the same child in the year. A plan completed before it counts only if it was completed
    in or after an earlier period of care that ended no more than 28 days before this one began.
  - A child not in care on the 20th working day (the day care ends is none) is listed and not counted; so are other ages and no date of
    birth. Care under another care period is not still in care.
  - Short-break episodes are out for their whole length (G6). Area and UASC are of the 20th working day.
*/
select
    period.episode_id as record_id,
    period.person_id,
    period.due_on as at,
    exists (
        select 1 from sup.pep
        where period.person_id = pep.person_id and pep.completed_date between period.plans_since and period.due_on
    )::int as numerator,
    period.excluded,
    period.year_group,
    case
        when exists (
            select 1 from prepare.unaccompanied_spells as spell
            where period.person_id = spell.person_id and period.due_on >= spell.from_day and period.due_on < spell.to_day
        ) then 'Unaccompanied'
        when exists (select 1 from ssd.immigration_status where immi_person_id is not null) then 'Not unaccompanied'
    end as uasc,
    case when placed.end_date > period.due_on then placed.placed_out_of_area end as in_or_out_of_area
from prepare.first_pep_due as period
asof left join prepare.placed_from as placed
    on period.person_id = placed.person_id and period.due_on >= placed.start_date
order by record_id
