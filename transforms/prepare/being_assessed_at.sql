/* prepare
says: the children with an assessment open at the end of each period, begun and not yet authorised by then
grain: one child at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
)

select distinct
    snapshot.period_end,
    assessment.person_id
from snapshot
inner join prepare.assessments_once as assessment
    on assessment.start_date <= snapshot.period_end
    and coalesce(assessment.auth_date, date 'infinity') > snapshot.period_end
where not assessment.is_repeat and assessment.person_id is not null
order by snapshot.period_end, assessment.person_id
