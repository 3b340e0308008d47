/* prepare
says: since when each placement's carer has had the child. A placement goes on with the carer of the one before when its episode began for
  reason L, T or U, or when it follows temporary moves (T0-T4, however long) and its carer is the one held just before them.
  `settled_since` is where two years are counted from - the carer's start, or for a placement for adoption (A3-A6) the earlier of it
  and the start with the carer of the placement immediately before.
grain: one placement that is no temporary move
*/
with in_order as (
    select
        *,
        lag(is_temporary) over child as follows_temporary,
        last_value(case when is_temporary then null else {'carer': carer} end ignore nulls) over (
            child rows between unbounded preceding and 1 preceding
        ) as held_before
    from prepare.placement_moves
    window child as (partition by person_id order by start_date, end_date nulls last, placement_id)
),

numbered as (
    select
        *,
        coalesce(type_code in ('A3', 'A4', 'A5', 'A6'), false) as is_adoptive,
        count(*) filter (where not (keeps_carer or coalesce(follows_temporary and carer = held_before.carer, false)))
            over (
                partition by person_id order by start_date, end_date nulls last, placement_id
                rows between unbounded preceding and current row
            ) as run_no
    from in_order
    where not is_temporary
),

run as (
    select
        *,
        min(start_date) over (partition by person_id, run_no) as carer_since,
        bool_and(is_adoptive) over (
            partition by person_id, run_no order by start_date, end_date nulls last, placement_id
            rows between unbounded preceding and current row
        ) as is_adoptive_so_far
    from numbered
),

before as (
    select distinct person_id, run_no, carer_since
    from run
)

select
    run.placement_id,
    run.person_id,
    run.carer_since,
    case when run.is_adoptive_so_far then least(run.carer_since, before.carer_since) else run.carer_since end
        as settled_since
from run
left join before on run.person_id = before.person_id and run.run_no = before.run_no + 1
order by run.person_id, run.start_date, run.placement_id
