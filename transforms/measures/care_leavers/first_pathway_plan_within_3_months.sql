/* measure
title: First pathway plan in place within three months of becoming eligible
question: Is planning for leaving care started early enough?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: Care Planning Regulations 2010 (needs assessment and pathway plan for eligible children); three months is a local reading
breakdowns: [team, uasc, placement_type]
audiences: [ofsted, board, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.person.pers_person_id, ssd.person.pers_dob, sup.pathway_plans.person_id, sup.pathway_plans.first_completed_date]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_type,
  ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date]
table: ssd.person
numerator_says: Those with a pathway plan first completed on or before that day
denominator_says: Young people whose three months after becoming eligible for leaving care support ended in the period
lookback_months: 24
edge_cases:
  - Eligible is looked after on or after the 16th birthday and for 91 days in total since the 14th. The first day in care is day 1, the day
    care ends is none, days in two episodes count once, and so does a day at 14; none at 18 or over does (G12), nor short breaks (G6).
  - Placed three months after the later of the 16th birthday and the day they became eligible. Whoever left care before stays in.
  - Born on 29 February, the 14th, 16th and 18th birthday are 1 March in a common year.
  - The earliest completion of any plan counts, also one before eligibility; a plan without a completion date is not completed.
  - A child in care without a date of birth is listed in every period; one who could be eligible but for an episode without a start date
    (G4) is listed three months after the 16th birthday. Neither counts. The placement type is that of the latest placement begun by then.
*/
with plan as (
    select person_id, min(first_completed_date) as completed from sup.pathway_plans group by person_id
)

select
    young_person.person_id as record_id,
    young_person.person_id,
    young_person.due as at,
    coalesce(plan.completed <= young_person.due, false)::int as numerator,
    young_person.excluded,
    case
        when unaccompanied.since <= young_person.due then 'Unaccompanied'
        when exists (select 1 from prepare.unaccompanied_ever) then 'Not unaccompanied'
    end as uasc,
    labels.label as placement_type
from prepare.pathway_plan_due as young_person
left join plan on young_person.person_id = plan.person_id
left join prepare.unaccompanied_ever as unaccompanied on young_person.person_id = unaccompanied.person_id
asof left join (
    select person_id, start_date, arg_max(type_code, placement_id) as type_code
    from prepare.placements where start_date is not null group by person_id, start_date
) as placement on young_person.person_id = placement.person_id and young_person.due >= placement.start_date
left join prepare.labels on placement.type_code = labels.code and labels.code_set = 'placement_type'
order by record_id
