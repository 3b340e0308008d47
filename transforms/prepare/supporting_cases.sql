/* prepare
says: >-
  the early help episodes open at the end of each period and the care leavers of the extract, each with the family or young person it
  stands for, its early help worker or personal adviser and that worker's full-time equivalent in such posts then, at most 1.0. Left out
  and listed: an episode without a start date (G4), one without a worker (unallocated), one whose worker has no such post or one that
  lacks it (no FTE).
grain: one early help episode or care leaver's row at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

family as (
    select fami_person_id as person_id, min(fami_family_id) as family_id
    from ssd.family
    group by fami_person_id
),

held as (
    select
        snapshot.period_end, 'ssd.early_help_episodes' as from_table, episode.earl_episode_id as record_id,
        episode.earl_person_id as person_id, episode.earl_episode_worker_id as worker_id, 'EARLY_HELP_WORKER' as role,
        coalesce('family ' || family.family_id, 'child ' || episode.earl_person_id, 'episode ' || episode.earl_episode_id) as one_case,
        case when episode.earl_episode_start_date is null then 'G4' end as excluded
    from snapshot
    inner join ssd.early_help_episodes as episode
        on coalesce(episode.earl_episode_start_date, date '-infinity') <= snapshot.period_end
        and coalesce(episode.earl_episode_end_date, date 'infinity') > snapshot.period_end
    left join family on episode.earl_person_id = family.person_id
    union all
    select
        snapshot.period_end, 'ssd.care_leavers', leaver.clea_table_id, leaver.clea_person_id, leaver.clea_care_leaver_personal_advisor,
        'PERSONAL_ADVISER', leaver.clea_person_id, case when leaver.clea_person_id is null then 'missing link' end
    from snapshot
    cross join ssd.care_leavers as leaver
),

post as (
    select
        snapshot.period_end, spell.worker_id, spell.role,
        case when count(*) = count(spell.fte) then least(sum(spell.fte), 1) end as fte
    from snapshot
    inner join (select distinct spell_id, worker_id, role, fte, start_date, leave_date from sup.workforce) as spell
        on spell.start_date <= snapshot.period_end and coalesce(spell.leave_date, date 'infinity') > snapshot.period_end
    group by snapshot.period_end, spell.worker_id, spell.role
)

select
    held.* exclude (excluded),
    post.fte,
    coalesce(held.excluded, case when held.worker_id is null then 'unallocated' when post.fte is null then 'no FTE' end) as excluded
from held
left join post on held.period_end = post.period_end and held.worker_id = post.worker_id and held.role = post.role
order by held.period_end, held.from_table, held.record_id
