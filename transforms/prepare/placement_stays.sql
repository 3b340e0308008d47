/* prepare
says: a child's placements gathered into stays with one carer. Temporary moves (T0-T4) and Z1, with its subdivisions, are no placement
  of their own, nor are placements that end the day they start. A placement continues the stay before it when its episode began for reason
  L, T or U (same carer), or when it follows a temporary move and its carer is the one held just before that move.
grain: one placement that counts; placements with the same stay_no of a child are one stay
*/
with placement as (
    select
        placement.placement_id,
        placement.person_id,
        placement.start_date,
        placement.end_date,
        placement_carers.carer,
        placement.type_code in ('T0', 'T1', 'T2', 'T3', 'T4') as is_temporary,
        placement.type_code in ('Z1', 'Z11', 'Z12', 'Z13', 'Z14') as is_other,
        exists (
            select 1
            from ssd.cla_episodes
            where clae_person_id = placement.person_id
                and clae_cla_episode_start_date = placement.start_date
                and coalesce(clae_cla_placement_id, placement.placement_id) = placement.placement_id
                and clae_cla_episode_start_reason in ('L', 'T', 'U')
        ) as keeps_carer
    from prepare.placements as placement
    left join prepare.placement_carers on placement.placement_id = placement_carers.placement_id
    where placement.start_date is not null
        and (placement.end_date is null or placement.end_date > placement.start_date)
),

in_order as (
    select
        *,
        lag(is_temporary) over child as follows_temporary,
        last_value(case when is_temporary then null else {'carer': carer} end ignore nulls) over (
            child rows between unbounded preceding and 1 preceding
        ) as held_before
    from placement
    window child as (partition by person_id order by start_date, end_date nulls last, placement_id)
),

counted as (
    select
        *,
        keeps_carer or coalesce(follows_temporary and carer = held_before.carer, false) as continues_stay
    from in_order
    where not coalesce(is_temporary or is_other, false)
)

select
    placement_id,
    person_id,
    start_date,
    end_date,
    count(*) filter (where not continues_stay) over (
        partition by person_id order by start_date, end_date nulls last, placement_id
        rows between unbounded preceding and current row
    ) as stay_no
from counted
order by person_id, start_date, placement_id
