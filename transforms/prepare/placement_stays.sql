/* prepare
says: a child's placements gathered into stays with one carer. Temporary moves (T0-T4) and Z1, with its subdivisions, are no placement
  of their own, nor are placements that end the day they start. A placement continues the stay before it when its episode began for reason
  L, T or U (same carer), or when it follows a temporary move and its carer is the one held just before that move.
grain: one placement that counts; placements with the same stay_no of a child are one stay
*/
with in_order as (
    select
        *,
        coalesce(type_code in ('Z1', 'Z11', 'Z12', 'Z13', 'Z14'), false) as is_other,
        lag(is_temporary) over child as follows_temporary,
        last_value(case when is_temporary then null else {'carer': carer} end ignore nulls) over (
            child rows between unbounded preceding and 1 preceding
        ) as held_before
    from prepare.placement_moves
    where coalesce(end_date, date 'infinity') > start_date
    window child as (partition by person_id order by start_date, end_date nulls last, placement_id)
)

select
    placement_id,
    person_id,
    start_date,
    end_date,
    count(*) filter (where not (keeps_carer or coalesce(follows_temporary and carer = held_before.carer, false))) over (
        partition by person_id order by start_date, end_date nulls last, placement_id
        rows between unbounded preceding and current row
    ) as stay_no
from in_order
where not is_temporary and not is_other
order by person_id, start_date, placement_id
