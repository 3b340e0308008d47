/* prepare
says: the legal status of a looked-after child at the end of each period; of several the latest start, then the highest id
grain: one child with an open care episode and a legal status at one period's end
*/
with child as (
    select distinct
        period_end,
        person_id
    from prepare.looked_after
    where person_id is not null
)

select
    child.period_end,
    child.person_id,
    arg_max(labels.label, (status.lega_legal_status_start_date, status.lega_legal_status_id)) as legal_status
from child
inner join ssd.legal_status as status
    on child.person_id = status.lega_person_id
    and status.lega_legal_status_start_date <= child.period_end
    and coalesce(status.lega_legal_status_end_date, date 'infinity') > child.period_end
inner join prepare.labels on status.lega_legal_status = labels.code and labels.code_set = 'legal_status'
group by child.period_end, child.person_id
order by child.period_end, child.person_id
