/* measure
title: Children entering care through emergency powers
question: Are children coming into care in a planned way?
unit: percent
kind: rolling_12_months
direction: lower_better
target: {value: 15, basis: local}
benchmark: null
source: local default; SSDA903 legal status codes
breakdowns: [team, age_band, need, previously_on_cp_plan]
audiences: [ofsted, board]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.cla_episodes.clae_cla_episode_start_reason, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_primary_need_code, ssd.person.pers_person_id,
  ssd.person.pers_dob, ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_cp_plan_ola]
table: ssd.cla_episodes
numerator_says: Those under police protection (L1) or an emergency protection order (L2) on the day they started
denominator_says: Periods of care that started in the 12 months that end with the period
edge_cases:
  - A period of care starts with its first episode, for reason S; one that begins with another reason, or none recorded, is listed.
  - An emergency status open on the day counts, also beside other statuses, and one that starts that day even if it ends that day.
  - Only the first day decides, so police protection followed by section 20 stays an emergency entry. Each start of a child counts.
  - Short-break episodes (V3, V4) are out for their whole length (G6); a start on or after the 18th birthday is out (G12).
  - Previously on a plan means that a child protection plan of this council, not another's, started before the day.
*/
select
    start.episode_id as record_id,
    start.person_id,
    start.start_date as at,
    exists (
        select 1
        from ssd.legal_status
        where lega_person_id = start.person_id
            and lega_legal_status in ('L1', 'L2')
            and lega_legal_status_start_date <= start.start_date
            and (
                lega_legal_status_start_date = start.start_date
                or coalesce(lega_legal_status_end_date, date 'infinity') > start.start_date
            )
    )::int as numerator,
    start.excluded,
    start.need,
    case
        when exists (
            select 1
            from prepare.cp_plans_once as plan
            where plan.person_id = start.person_id and plan.excluded is null and plan.start_date < start.start_date
        ) then 'Yes'
        when exists (select 1 from prepare.cp_plans_once where person_id is not null) then 'No'
    end as previously_on_cp_plan
from prepare.care_starts as start
order by record_id, start.person_id
