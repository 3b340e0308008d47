/* measure
title: Highest caseload held by one social worker
question: What is the worst case today?
unit: count
kind: snapshot
aggregate: max
direction: lower_better
target: {value: 25, basis: local}
benchmark: null
source: local default
breakdowns: [service, leave]
audiences: [ofsted, board, team]
needs: [ssd.involvements.invo_person_id, ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id,
  ssd.professionals.prof_social_worker_registration_no]
optional: [ssd.involvements.invo_involvements_id, sup.absence.absence_date, sup.absence.worker_id, sup.workforce.employment_type,
  sup.workforce.fte, sup.workforce.leave_date, sup.workforce.role, sup.workforce.service, sup.workforce.spell_id, sup.workforce.start_date,
  sup.workforce.team_id, sup.workforce.worker_id]
table: ssd.professionals
numerator_says: The most people held at the period's end by one social worker
team: none
edge_cases:
  - Not adjusted for hours. Several workers at the highest number report it once; the records show how many they are.
  - Workers absent on each of the 11 working days up to the period's end count, and the breakdown `leave` shows them apart.
  - Workers' names go to managers only, never into a return.
*/
with held as (
    select period_end, worker_id, count(*) as people from prepare.cases_held where excluded is null group by period_end, worker_id
),

absent as (
    select held.period_end, held.worker_id, wd(absence.absence_date, held.period_end) as working_days_ago
    from held
    inner join sup.absence on held.worker_id = absence.worker_id and absence.absence_date <= held.period_end
),

on_leave as (
    select period_end, worker_id
    from absent
    where working_days_ago between 0 and 10
    group by period_end, worker_id
    having count(distinct working_days_ago) = 11
)

select
    held.worker_id as record_id, null::varchar as person_id, held.period_end as at,
    held.people as value,
    held.worker_id as worker,
    service.label as service,
    case
        when on_leave.worker_id is not null then 'On leave over 10 working days'
        when exists (select 1 from sup.absence where worker_id is not null) then 'At work'
    end as leave
from held
left join prepare.workforce_at as post
    on held.worker_id = post.worker_id and held.period_end = post.period_end
left join prepare.labels as service on post.service = service.code and service.code_set = 'service_area'
left join on_leave on held.worker_id = on_leave.worker_id and held.period_end = on_leave.period_end
order by held.period_end, held.worker_id
