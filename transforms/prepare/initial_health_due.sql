/* prepare
says: the day by which each child who came into care was to have an initial health assessment, 20 working days after the start of the
  period of care; out is a child who was not in that period's care on that day (`left care`) or 18 by then (G12)
grain: one period of care of one child
*/
with child as (
    select
        *,
        addwd(start_date, 20) as due_on
    from prepare.care_period_starts
),

placed as (
    select
        child.person_id,
        child.due_on,
        arg_max(placement.placement_id, (placement.start_date, placement.placement_id)) as placement_id
    from child
    inner join prepare.placements as placement
        on child.person_id = placement.person_id
        and placement.start_date <= child.due_on
        and coalesce(placement.end_date, date 'infinity') > child.due_on
    group by child.person_id, child.due_on
)

select
    child.episode_id,
    child.person_id,
    child.start_date,
    child.due_on,
    case
        when child.excluded is not null then child.excluded
        when age(child.born, child.due_on) >= 18 then 'G12'
        when not exists (
            select 1
            from prepare.care_episodes as episode
            where episode.person_id = child.person_id
                and episode.care_id = child.care_id
                and episode.excluded is null
                and episode.start_date <= child.due_on
                and coalesce(episode.ceased_date, date 'infinity') > child.due_on
        ) then 'left care'
    end as excluded,
    area.placed_out_of_area
from child
left join placed on child.person_id = placed.person_id and child.due_on = placed.due_on
left join prepare.placement_areas as area on placed.placement_id = area.placement_id
order by child.episode_id, child.person_id
