/* prepare
says: every child protection plan with its child's birth, and the rule that takes it out before counting. G2 keeps one row of a plan id;
  G6 takes out temporary plans held for another council.
grain: one plan of one child
*/
with plan as (
    select
        cppl_cp_plan_id as plan_id,
        cppl_person_id as person_id,
        cppl_cp_plan_start_date as start_date,
        cppl_cp_plan_end_date as end_date,
        cppl_icpc_id as conference_id,
        cppl_referral_id as referral_id,
        cppl_cp_plan_initial_category as initial_category,
        cppl_cp_plan_latest_category as latest_category,
        cppl_cp_plan_ola = 'Y' as is_for_another_council,
        row_number() over (partition by cppl_cp_plan_id order by source_file, source_row) as repeat_no
    from ssd.cp_plans
)

select
    plan.plan_id,
    plan.person_id,
    plan.start_date,
    plan.end_date,
    plan.conference_id,
    plan.referral_id,
    plan.initial_category,
    plan.latest_category,
    birth.born,
    case
        when plan.person_id is null then 'missing link'
        when plan.repeat_no > 1 and plan.plan_id is not null then 'G2'
        when plan.is_for_another_council then 'G6'
        when plan.start_date is null then 'G4'
    end as excluded
from plan
left join prepare.births as birth on plan.person_id = birth.person_id
order by plan.plan_id, plan.person_id
