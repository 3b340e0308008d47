/* measure
title: Case supervision recorded in the last month
question: Do managers discuss every child regularly?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: local default
breakdowns: [supervision, team, manager, status]
audiences: [ofsted, board, team]
needs: [sup.supervision.supervision_date, sup.supervision.supervision_type, sup.supervision.person_id, ssd.involvements.invo_person_id,
  ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id, ssd.involvements.invo_involvement_start_date,
  ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id, ssd.professionals.prof_social_worker_registration_no,
  ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_close_date]
optional: [ssd.cin_episodes.cine_referral_id, ssd.cin_plans.cinp_cin_plan_end_date, ssd.cin_plans.cinp_cin_plan_start_date,
  ssd.cin_plans.cinp_person_id, ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.cla_episodes.clae_cla_episode_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_person_id,
  ssd.cp_plans.cppl_cp_plan_end_date, ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_cp_plan_ola, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_person_id, ssd.involvements.invo_involvements_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_end_date, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_person_id,
  ssd.person.pers_dob, ssd.person.pers_person_id, sup.supervision.supervision_id, sup.supervision.supervisor_id, sup.supervision.worker_id]
table: ssd.person
other_tables: [ssd.professionals]
lookback_months: 1
numerator_says: Those with case supervision recorded in the 31 days that end with the period
denominator_says: Children with an allocated social worker at the period's end who had then been open for 31 days or more
edge_cases:
  - Allocated means an open involvement in a case worker's role of a worker with a Social Work England number; one without a start date
    (G4) or that ends on the last day is none. Group supervision of a named child counts; a record on the last day counts, one 31 days
    before it does not.
  - Open means an open episode of need, protection plan or period of care, since the one of these that began first; G6, G12 as everywhere.
    A child open only by records without a start date is listed (G4). The setting supervision_days gives both the interval and the days
    open.
  - The row of personal supervision has the social workers who hold a case, and those with personal supervision in the same days.
  - The manager is the supervisor of the child's last supervision by then. No interval of its own for stable fostering is built.
*/
with member as (
    select period_end, false as is_personal, person_id as id, status, excluded, cd(open_since, period_end) as days_open
    from prepare.children_held_at where is_held
    union all
    select distinct period_end, true, worker_id, null, null, null::bigint
    from prepare.cases_held
    where excluded is null
)

select
    if(member.is_personal, 'ssd.professionals', 'ssd.person') as from_table, member.id as record_id,
    case when not member.is_personal then member.id end as person_id,
    member.period_end as at,
    coalesce(cd(held.supervision_date, member.period_end) < days.value::integer, false)::int as numerator,
    coalesce(member.excluded, case when member.days_open < days.value::integer then 'not open long enough' end) as excluded,
    if(member.is_personal, 'Personal supervision of the worker', 'Case supervision') as supervision,
    case when member.is_personal then 'supervision' end as only_in,
    held.supervisor as manager, member.status
from member
inner join ref.setting as days on days.name = 'supervision_days'
asof left join prepare.supervisions as held
    on member.id = held.subject_id and member.is_personal = held.is_personal and member.period_end >= held.supervision_date
order by member.period_end, from_table, record_id
