/* prepare
says: when neglect was recorded for a child, by an assessment with factor 16A on the day it was authorised, or by a child protection plan
  whose latest category is neglect (NEG), from its start to its end, both included. G2 and G6 as for all plans.
grain: one assessment or plan of one child
*/
select
    assessment.person_id,
    assessment.auth_date as from_day,
    assessment.auth_date as to_day
from prepare.assessments_once as assessment
inner join prepare.assessment_neglect as factor on assessment.assessment_id = factor.assessment_id
where factor.neglect_factor = 'Neglect'
    and not assessment.is_repeat
    and assessment.person_id is not null
    and assessment.auth_date is not null
union all
select
    person_id,
    start_date as from_day,
    coalesce(end_date, date 'infinity') as to_day
from prepare.cp_plans_once
where excluded is null and latest_category = 'NEG'
order by person_id, from_day, to_day
