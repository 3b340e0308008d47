/* prepare
says: the foster placements (U1-U6) of young people on the day before their 18th birthday, and the day three months after it. Of several of
  one young person the latest start counts, then the highest id (G2); short breaks (G6) and who has died by that day are out.
grain: one foster placement of one young person; one row a young person has `excluded` empty
*/
with death as (
    select
        pers_person_id as person_id,
        min(pers_death_date) as died_on
    from ssd.person
    group by pers_person_id
)

select
    placement.placement_id,
    placement.person_id,
    placement.provider_code,
    addm(placement.birthday_18, 3) as day,
    case
        when placement.excluded is not null then placement.excluded
        when row_number() over (
            partition by placement.person_id, placement.excluded
            order by placement.start_date desc, placement.placement_id desc
        ) > 1 then 'G2'
        when exists (
            select 1
            from prepare.care_episodes as episode
            where episode.person_id = placement.person_id
                and episode.excluded = 'G6'
                and episode.start_date < placement.birthday_18
                and coalesce(episode.ceased_date, date 'infinity') >= placement.birthday_18
        ) then 'G6'
        when death.died_on <= addm(placement.birthday_18, 3) then 'died'
    end as excluded
from prepare.placements_at_18 as placement
left join death on placement.person_id = death.person_id
where placement.type_code in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6')
order by placement.person_id, placement.placement_id
