/* measure
title: Social workers above the caseload limit
question: How many workers are carrying too much?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 10, basis: local}
benchmark: null
source: local default limits
breakdowns: [threshold, team, service, asye, employment_type]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.involvements.invo_person_id, ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id,
  ssd.professionals.prof_social_worker_registration_no, sup.workforce.worker_id, sup.workforce.service, sup.workforce.fte,
  sup.workforce.start_date, sup.workforce.leave_date, sup.workforce.asye]
optional: [ssd.involvements.invo_involvements_id, sup.workforce.employment_type, sup.workforce.role, sup.workforce.spell_id,
  sup.workforce.team_id]
table: ssd.professionals
numerator_says: Those whose cases divided by their full-time equivalent are more than the limit for their service
denominator_says: Social workers who hold a case at the period's end and whose full-time equivalent is known
team: none
edge_cases:
  - Case holders, cases and full-time equivalent are those of average_caseload; exactly the limit is not above it.
  - The limit is the setting caseload_limit_asye (12) for a newly qualified worker, else that of the worker's service where the authority
    set one, else caseload_limit (18). The rows above 25 and above 40 hold the same cases for each full-time equivalent; the target of 25
    is none.
  - Cases of all the worker's teams are added; team, service and contract are those of the main post, the one of the largest full-time
    equivalent.
*/
with held as (
    select period_end, worker_id, count(*) as cases from prepare.cases_held where excluded is null group by period_end, worker_id
),

post as (
    select
        workforce_at.*,
        coalesce(
            case when is_newly_qualified then (select value::integer from ref.setting where name = 'caseload_limit_asye') end,
            (select max(value)::integer from ref.setting where name = 'caseload_limit_' || workforce_at.service),
            (select value::integer from ref.setting where name = 'caseload_limit')
        ) as own_limit
    from prepare.workforce_at
)

select
    held.worker_id as record_id, null as person_id, held.period_end as at,
    (held.cases > coalesce(threshold.cases, post.own_limit) * post.fte)::int as numerator,
    case when post.fte is null then 'no FTE' end as excluded,
    threshold.label as threshold,
    case when threshold.cases is not null then 'threshold' end as only_in,
    coalesce(post.team_id, 'Not known') as team, service.label as service,
    case when post.fte is not null then if(post.is_newly_qualified, 'Newly qualified (ASYE)', 'Other') end as asye,
    contract.label as employment_type
from held
cross join (values ('Above the limit', null), ('Above 25', 25), ('Above 40', 40)) as threshold (label, cases)
left join post on held.worker_id = post.worker_id and held.period_end = post.period_end
left join prepare.labels as service on post.service = service.code and service.code_set = 'service_area'
left join prepare.labels as contract on post.employment_type = contract.code and contract.code_set = 'employment_type'
order by held.period_end, held.worker_id, threshold.cases nulls first
