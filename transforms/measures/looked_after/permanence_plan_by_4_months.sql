/* measure
title: Children with a permanence plan by four months
question: Is there a plan for where the child will grow up?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: Care planning guidance (volume 2) as widely summarised in council procedures; headline row local default
breakdowns: [team, age_band, plan_type, in_place]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_care_plan.lacp_person_id,
  ssd.cla_care_plan.lacp_cla_care_plan_start_date, ssd.cla_care_plan.lacp_cla_care_plan_end_date,
  ssd.cla_care_plan.lacp_cla_care_plan_json]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cla_episodes
numerator_says: Those with a permanence plan in place now
denominator_says: Children looked after at the period's end whose period of care had lasted four months by then
lookback_months: 4
edge_cases:
  - A plan is a care plan record with at least one permanence option ticked, begun on or before the period's end and not ended by then; a
    blank or unreadable list of options is no plan, several options are a parallel plan and count.
  - The second row, by four months, asks that such a plan, still in place, began no later than four calendar months after the period of
    care did. The day itself counts. A plan begun in time and since replaced by another record does not count there.
  - The period of care starts with its first day, not with the episode. A plan without a start date is no plan.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
  - "Not built: breakdown by IRO; no field names the reviewing officer."
*/
with judged as (
    select
        child.*,
        plan.planned_since,
        coalesce(plan.plan_type, 'No plan') as plan_type,
        case
            when child.excluded is not null then child.excluded
            when addm(child.care_start, 4) > child.period_end then 'under four months'
        end as reason
    from prepare.looked_after as child
    left join prepare.care_plans_at as plan on child.person_id = plan.person_id and child.period_end = plan.period_end
)

select
    episode_id as record_id,
    person_id,
    period_end as at,
    coalesce(planned_since <= case when only_in is null then period_end else addm(care_start, 4) end, false)::int as numerator,
    reason as excluded,
    plan_type,
    in_place,
    only_in
from judged
cross join (values ('In place now', null), ('In place by four months', 'in_place')) as asked (in_place, only_in)
where only_in is null or reason is null
order by period_end, record_id, only_in
