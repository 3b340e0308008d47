/* prepare
says: when the next statutory visit to a child looked after at each period's end was due - 7 days after the start of the current placement
  when there has been no visit since, else an interval after the last one. The interval is 28 days with parents (P1) under an interim care
  order (C1), 3 months in long-term fostering (U1, U4) for 12 months or more, and otherwise 42 days.
grain: one child looked after and placed at one period's end
*/
with child as (
    select
        looked_after.period_end,
        looked_after.person_id,
        nullif(looked_after.care_id, concat('episode ', looked_after.episode_id)) as care_id,
        placed.start_date as placed_on,
        placed.type_code
    from prepare.looked_after
    inner join prepare.placed_at as placed
        on looked_after.person_id = placed.person_id and looked_after.period_end = placed.period_end
    where looked_after.excluded is null
),

visit as (
    select clav_cla_visit_date as visited_on, clav_person_id as person_id, clav_cla_id as care_id
    from ssd.cla_visits
    where clav_person_id is not null
    union all
    select visit.clav_cla_visit_date, care_period.person_id, visit.clav_cla_id
    from ssd.cla_visits as visit
    inner join prepare.care_periods as care_period on visit.clav_cla_id = care_period.care_id
    where visit.clav_person_id is null
),

last_visit as (
    select child.period_end, child.person_id, max(visit.visited_on) as visited_on
    from child
    inner join visit
        on child.person_id = visit.person_id
        and visit.visited_on between child.placed_on and child.period_end
        and coalesce(visit.care_id, child.care_id, '') = coalesce(child.care_id, visit.care_id, '')
    group by child.period_end, child.person_id
)

select
    child.period_end,
    child.person_id,
    case
        when last_visit.visited_on is null then child.placed_on + 7
        when child.type_code = 'P1' and exists (
            select 1
            from ssd.legal_status
            where lega_person_id = child.person_id and lega_legal_status = 'C1'
                and lega_legal_status_start_date <= child.period_end
                and coalesce(lega_legal_status_end_date, date 'infinity') > child.period_end
        ) then last_visit.visited_on + 28
        when child.type_code in ('U1', 'U4') and addm(child.placed_on, 12) <= child.period_end
            then addm(last_visit.visited_on, 3)
        else last_visit.visited_on + 42
    end as due_on
from child
left join last_visit on child.person_id = last_visit.person_id and child.period_end = last_visit.period_end
order by child.period_end, child.person_id
