/* measure
title: Staff who have completed core practice training
question: Has everyone had the training?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: local default
breakdowns: [course, team, role]
audiences: [ofsted, board]
needs: [sup.training.worker_id, sup.training.course, sup.training.core_for_role, sup.training.completed_date, sup.training.valid_to,
  sup.workforce.worker_id, sup.workforce.role, sup.workforce.start_date, sup.workforce.leave_date, ssd.involvements.invo_person_id,
  ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id, ssd.involvements.invo_involvement_start_date,
  ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id, ssd.professionals.prof_social_worker_registration_no]
optional: [ssd.involvements.invo_involvements_id, sup.workforce.acting_up, sup.workforce.asye, sup.workforce.census_role,
  sup.workforce.covering_vacancy, sup.workforce.employment_type, sup.workforce.fte, sup.workforce.leave_reason,
  sup.workforce.leaver_destination, sup.workforce.post_id, sup.workforce.service, sup.workforce.spell_id, sup.workforce.start_origin,
  sup.workforce.swe_number, sup.workforce.team_id]
table: ssd.professionals
other_tables: [sup.training]
numerator_says: Those who have completed every core course of their role by then, each still valid
denominator_says: Social workers who hold a case, team managers and early help workers, in post at the period's end for six months or more
team: none
edge_cases:
  - Six months run from the earliest start of the contracts under which the worker is in post; a start whose sixth month ends on the last
    day is in, a last working day on the last day is left. Agency staff are in. Case holders are those of average_caseload.
  - The core list is the worker's rows marked as core; a worker without any has completed nothing. A course that expires on the last day
    is still valid, and of several rows of one course one that is done will do. Training elsewhere counts when it is recorded as completed.
  - The rows of the courses have the workers for whom each is core. Team and role are those of the main post; a start date missing is G4.
*/
with course as (
    select
        staff.*,
        training.course,
        training.worker_id is not null as is_core,
        coalesce(bool_or(
            training.completed_date <= staff.period_end and coalesce(training.valid_to, date 'infinity') >= staff.period_end
        ), false) as is_done
    from prepare.core_staff_at as staff
    left join sup.training as training on staff.worker_id = training.worker_id and training.core_for_role = 'Y'
    group by all
)

select
    'ssd.professionals' as from_table, worker_id as record_id, null as person_id, period_end as at,
    bool_and(is_done)::int as numerator,
    excluded, 'Every core course' as course, null as only_in, team, role
from course
group by period_end, worker_id, excluded, team, role
union all
select
    'sup.training', concat_ws('|', worker_id, course), null, period_end, is_done::int, excluded, course, 'course', team, role
from course
where is_core
order by "at", from_table, record_id
