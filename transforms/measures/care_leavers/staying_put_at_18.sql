/* measure
title: 18 year olds still living with former foster carers
question: Can young people stay with their carers after 18?
unit: percent
kind: rolling_12_months
direction: neutral
target: {value: 55, basis: local}
benchmark: {value: 60, area: England, year: 2020-21, source: DfE figures as reported by CYP Now; stayed at three months}
source: DfE staying put data items
breakdowns: [sex, uasc, provider]
audiences: [ofsted, board, scrutiny]
needs: [ssd.cla_placement.clap_person_id, ssd.cla_placement.clap_cla_placement_start_date, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.person.pers_person_id, ssd.person.pers_dob, ssd.person.pers_death_date,
  sup.staying_put.person_id, sup.staying_put.start_date, sup.staying_put.end_date]
optional: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_accommodation, ssd.care_leavers.clea_table_id,
  ssd.care_leavers.clea_care_leaver_latest_contact, ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_id,
  ssd.cla_placement.clap_cla_placement_provider, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id,
  ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date,
  ssd.legal_status.lega_legal_status_end_date, ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date]
table: ssd.cla_placement
numerator_says: Those living with their former foster carers that day, by a staying put arrangement or by their accommodation code
denominator_says: Young people in a foster placement the day before their 18th birthday, whose three months after it ended in the period
lookback_months: 4
edge_cases:
  - Placed three months after the 18th birthday (1 March in a common year for those born on 29 February).
  - In a placement the day before means begun by then and not ended by then; one that ends on the birthday counts. Of several foster
    placements the latest start counts, then the highest id (the others are G2).
  - A staying put arrangement that ends on the day has ended; one that moves with the carer continues.
  - Accommodation Z (former foster carer) counts too. It is recorded for today only, so for older birthdays it is an approximation; of
    several rows of one young person the latest contact wins.
  - Whoever died by that day is out; a placement in an episode with short breaks is out (G6). Show the count too; numbers are small.
*/
select
    placement.placement_id as record_id,
    placement.person_id,
    placement.day as at,
    (
        placement.person_id in (select person_id from prepare.care_leavers_once where accommodation = 'Z' and excluded is null)
        or exists (
            select 1
            from sup.staying_put as arrangement
            where arrangement.person_id = placement.person_id
                and arrangement.start_date <= placement.day
                and coalesce(arrangement.end_date, date 'infinity') > placement.day
        )
    )::int as numerator,
    placement.excluded,
    case
        when unaccompanied.since <= placement.day then 'Unaccompanied'
        when exists (select 1 from prepare.unaccompanied_ever) then 'Not unaccompanied'
    end as uasc,
    labels.label as provider
from prepare.foster_placements_at_18 as placement
left join prepare.unaccompanied_ever as unaccompanied on placement.person_id = unaccompanied.person_id
left join prepare.labels on placement.provider_code = labels.code and labels.code_set = 'placement_provider'
order by record_id
