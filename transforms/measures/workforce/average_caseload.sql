/* measure
title: Average caseload per full-time-equivalent social worker
question: How many children does each social worker hold?
unit: ratio
kind: snapshot
direction: lower_better
target: {value: 18, basis: local}
benchmark:
  value: 15.2
  area: England
  year: 2025
  source: DfE Children's social work workforce, 30 September 2025 (321,661 cases / 21,105.4 FTE; 16.0 in 2023)
source: DfE Children's social work workforce (cases divided by FTE case holders; published figures reproduce)
breakdowns: [team, service, role, employment_type]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.involvements.invo_person_id, ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id,
  ssd.professionals.prof_social_worker_registration_no, sup.workforce.worker_id, sup.workforce.fte, sup.workforce.start_date,
  sup.workforce.leave_date]
optional: [ssd.department.dept_team_id, ssd.department.dept_team_name, ssd.involvements.invo_involvements_id, sup.workforce.employment_type,
  sup.workforce.role, sup.workforce.service, sup.workforce.spell_id, sup.workforce.team_id]
table: ssd.involvements
numerator_says: Cases held at the period's end by social workers, each pair of a worker and a person once
denominator_says: Full-time equivalent of the social workers who hold them
edge_cases:
  - One row a case; the worker's full-time equivalent stands on the first of the worker's cases, and the rest carry 0.
  - A case holder has a Social Work England number and at least one open case; agency workers and managers are case holders.
  - Full-time equivalent is added over a worker's posts and capped at 1.0. When any post lacks it, or no post is found, the worker and the
    worker's cases are listed and not counted ('no FTE'); a last working day on the period's end counts as left.
  - Two workers who hold one child are two cases; a second involvement of the same pair is a repeat (G2). Ending on the last day is
    closed.
  - Team, service, role and contract are those of the worker's main post (largest full-time equivalent, then the latest). The target of
    the assessment service is 16.
*/
select
    holding.involvement_id as record_id, holding.person_id, holding.period_end as at,
    1 as numerator,
    case
        when row_number() over (
            partition by holding.period_end, holding.worker_id, holding.excluded order by holding.involvement_id
        ) = 1 then post.fte
        else 0
    end as denominator,
    case
        when holding.excluded is not null then holding.excluded
        when post.fte is null then 'no FTE'
    end as excluded,
    coalesce(teams.team, post.team_id, 'Not known') as team,
    holding.worker_id as worker,
    service.label as service,
    job.label as role,
    contract.label as employment_type
from prepare.cases_held as holding
left join prepare.workforce_at as post
    on holding.worker_id = post.worker_id and holding.period_end = post.period_end
left join prepare.teams on post.team_id = teams.team_id
left join prepare.labels as service on post.service = service.code and service.code_set = 'service_area'
left join prepare.labels as job on post.role = job.code and job.code_set = 'staff_role'
left join prepare.labels as contract on post.employment_type = contract.code and contract.code_set = 'employment_type'
order by holding.period_end, record_id
