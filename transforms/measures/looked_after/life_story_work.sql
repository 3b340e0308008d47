/* measure
title: Children with life-story work under way
question: Do children who will not go home understand their story?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 80, basis: local}
benchmark: null
source: local default
breakdowns: [team, plan_type, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date, ssd.cla_care_plan.lacp_person_id,
  ssd.cla_care_plan.lacp_cla_care_plan_start_date, ssd.cla_care_plan.lacp_cla_care_plan_end_date,
  ssd.cla_care_plan.lacp_cla_care_plan_json, sup.life_story.person_id, sup.life_story.status_date, sup.life_story.status,
  sup.life_story.manager_signoff]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.person.pers_person_id, ssd.person.pers_dob]
table: ssd.cla_episodes
numerator_says: Those whose life-story work has started or is complete
denominator_says: Children looked after at the period's end for 12 months or more whose plan is long-term care or adoption, without those
  for whom a manager agreed that it is not right now
lookback_months: 12
edge_cases:
  - Twelve months are 12 calendar months from the first day of the period of care, reached on the day itself.
  - The plan is every care plan begun by the period's end and not ended by then; one option among long term with relatives or friends,
    long-term fostering, residential to independence and adoption is enough, also beside others.
  - The latest status dated on or before the period's end decides; with none, or a blank one, the child is not met.
  - Not appropriate now takes the child out only with a manager's sign-off; else the child is not met.
  - Short-break episodes are out for their whole length (G6); 18 by the period's end is out (G12).
*/
with latest as (
    select looked_after.period_end, looked_after.person_id, story.status, story.manager_signoff
    from prepare.looked_after
    inner join sup.life_story as story
        on looked_after.person_id = story.person_id and story.status_date <= looked_after.period_end
    where looked_after.excluded is null
    qualify row_number() over (
        partition by looked_after.period_end, looked_after.person_id
        order by story.status_date desc, story.status, story.manager_signoff
    ) = 1
)

select
    child.episode_id as record_id,
    child.person_id,
    child.period_end as at,
    coalesce(latest.status in ('STARTED', 'COMPLETE'), false)::int as numerator,
    case
        when child.excluded is not null then child.excluded
        when addm(child.care_start, 12) > child.period_end then 'under 12 months'
        when not coalesce(list_has_any(plan.options, ['LTRELFR', 'LTFOST18', 'RESPLMT', 'ADOPTION']), false) then 'other plan'
        when latest.status = 'NOT_NOW' and latest.manager_signoff = 'Y' then 'not now'
    end as excluded,
    plan.plan_type
from prepare.looked_after as child
left join prepare.care_plans_at as plan on child.person_id = plan.person_id and child.period_end = plan.period_end
left join latest on child.person_id = latest.person_id and child.period_end = latest.period_end
order by child.period_end, record_id
