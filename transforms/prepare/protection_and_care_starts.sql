/* prepare
says: every start of a child protection plan and of a period of care (by its first episode), with the rule that takes it out before
  counting
grain: one plan or one period of care of one child
*/
select
    plan_id as record_id,
    'ssd.cp_plans' as from_table,
    person_id,
    start_date,
    born,
    excluded,
    'Child protection plan' as status
from prepare.cp_plans_once
union all
select
    episode_id as record_id,
    'ssd.cla_episodes' as from_table,
    person_id,
    start_date,
    born,
    excluded,
    'Looked after' as status
from prepare.care_period_starts
order by from_table, record_id, person_id
