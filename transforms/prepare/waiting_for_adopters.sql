/* prepare
says: children looked after at the end of each period with a placement order and neither placed for adoption nor reversed by then. Of
  several such records of a child the lowest id counts (G2).
grain: one permanence record at one period's end; one row a child and period has `excluded` empty
*/
with placement_order as (
    select table_id, person_id, ordered_on, placed_on, placed_ffa_on, reversed_on, entered_on, sibling_group, row_no
    from prepare.permanence_rows
),

child as (
    select
        period_end,
        person_id,
        min(care_start) filter (where excluded is null) as care_start,
        case when count(*) filter (where excluded is null) = 0 then min(excluded) end as excluded
    from prepare.looked_after
    where person_id is not null
    group by period_end, person_id
)

select
    snapshot.period_end,
    placement_order.table_id,
    placement_order.person_id,
    placement_order.ordered_on,
    placement_order.sibling_group,
    coalesce(placement_order.entered_on, child.care_start) as entered_on,
    case when placement_order.placed_ffa_on <= snapshot.period_end then 'Fostered for adoption' else 'Not fostered for adoption' end
        as fostering_for_adoption,
    case
        when placement_order.person_id is null then 'missing link'
        when child.excluded is not null then child.excluded
        when row_number() over (partition by snapshot.period_end, placement_order.person_id order by placement_order.row_no) > 1 then 'G2'
    end as excluded
from (select distinct period_end from periods) as snapshot
inner join placement_order
    on placement_order.ordered_on <= snapshot.period_end
    and coalesce(placement_order.placed_on, date 'infinity') > snapshot.period_end
    and coalesce(placement_order.reversed_on, date 'infinity') > snapshot.period_end
left join child on placement_order.person_id = child.person_id and snapshot.period_end = child.period_end
where placement_order.person_id is null or child.person_id is not null
order by snapshot.period_end, placement_order.row_no
