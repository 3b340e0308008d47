/* prepare
says: every placement that has a start and does not end before it, with who its carer is, and whether its episode began for reason L, T or
  U, which keeps the carer (the child's episode that starts on the placement's first day and names this placement or none)
grain: one placement of one child
*/
select
    placement.placement_id,
    placement.person_id,
    placement.start_date,
    placement.end_date,
    placement.type_code,
    placement.is_temporary,
    placement_carers.carer,
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
where coalesce(placement.end_date, date 'infinity') >= placement.start_date
order by placement.person_id, placement.start_date, placement.placement_id
