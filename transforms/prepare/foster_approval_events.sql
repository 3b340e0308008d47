/* prepare
says: the start and the end of every approval of a fostering household, as +1 and -1. One row of a household and approval date is kept, the
  first of the first file (G2). Two events are a move between mainstream and connected when one approval of a household ends and another
  of the other kind begins that day or the next.
grain: one start or end of one approval; an approval without a date keeps its start, without a day
*/
with approval as (
    select
        household_id,
        approval_date,
        deregistration_date,
        carer_type,
        reason,
        approval_date is not null
        and row_number() over (partition by household_id, approval_date order by source_file, source_row) > 1 as is_repeat
    from sup.foster_carers
),

move as (
    select
        ended.household_id,
        ended.deregistration_date as ended_on,
        ended.carer_type as ended_type,
        begun.approval_date as begun_on,
        begun.carer_type as begun_type
    from approval as ended
    inner join approval as begun
        on ended.household_id = begun.household_id
        and begun.approval_date between ended.deregistration_date and ended.deregistration_date + 1
        and ended.carer_type <> begun.carer_type
    where not ended.is_repeat and not begun.is_repeat
)

select
    *,
    1 as change,
    approval_date as happened_on,
    (household_id, approval_date, carer_type) in (select (household_id, begun_on, begun_type) from move) as is_move
from approval
union all
select
    *,
    -1 as change,
    deregistration_date as happened_on,
    (household_id, deregistration_date, carer_type) in (select (household_id, ended_on, ended_type) from move) as is_move
from approval
where deregistration_date is not null
