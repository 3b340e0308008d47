/* measure
title: Open cases with no allocated qualified social worker
question: Is any child without a social worker?
unit: count
kind: snapshot
direction: lower_better
target: {value: 0, basis: local}
benchmark: null
source: Darlington scrutiny reports (100% CP and CLA allocated to a qualified social worker); local default
breakdowns: [team, status, days_waiting]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_close_date, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date, ssd.cp_plans.cppl_cp_plan_end_date,
  ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date,
  ssd.involvements.invo_person_id, ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.professionals.prof_professional_id,
  ssd.professionals.prof_social_worker_registration_no]
optional: [ssd.cin_assessments.cina_assessment_auth_date, ssd.cin_assessments.cina_assessment_id,
  ssd.cin_assessments.cina_assessment_start_date, ssd.cin_assessments.cina_person_id, ssd.cin_plans.cinp_cin_plan_end_date,
  ssd.cin_plans.cinp_cin_plan_start_date, ssd.cin_plans.cinp_person_id, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_cla_id,
  ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_cp_plan_ola, ssd.involvements.invo_involvements_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_end_date, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_person_id,
  ssd.person.pers_dob, ssd.person.pers_person_id]
table: ssd.person
numerator_says: Children with an open episode of need, protection plan or episode of care at the period's end and no social worker
edge_cases:
  - Held means an open involvement in a case worker's role (setting case_worker_role); one without a start date (G4) or that ends on the
    last day holds nothing. A manager with a number who is the holding name is a worker. A child held only by a worker without a number
    counts.
  - Short breaks and other councils' plans are out (G6), plans and care end at 18 (G12); an open episode of need counts at any age.
  - Days waiting run from the later of the day the child became open and the day the last such worker gave the case up.
  - A child open only by records without a start date is listed (G4). Assessment is the status of a child in need with an assessment open.
  - "Not built: cases that others lawfully hold, shown apart; no list of them is agreed, so they count here."
*/
with assessed as (
    select distinct child.period_end, child.person_id
    from prepare.children_held_at as child
    inner join prepare.assessments_once as assessment
        on child.person_id = assessment.person_id
        and assessment.start_date <= child.period_end
        and coalesce(assessment.auth_date, date 'infinity') > child.period_end
    where child.status = 'Child in need' and not child.is_held
)

select
    child.person_id as record_id, child.person_id, child.period_end as at, child.excluded,
    case
        when assessed.person_id is not null then 'Assessment'
        when child.status = 'Child in need plan' then 'Child in need'
        else child.status
    end as status,
    case
        when wd(greatest(child.open_since, child.given_up), child.period_end) <= 2 then '2 days or less'
        when wd(greatest(child.open_since, child.given_up), child.period_end) <= 10 then '3-10 days'
        when child.open_since is not null then 'Over 10 days'
    end as days_waiting
from prepare.children_held_at as child
left join assessed on child.person_id = assessed.person_id and child.period_end = assessed.period_end
where not child.is_held
order by child.period_end, record_id
