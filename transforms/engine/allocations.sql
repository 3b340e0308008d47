-- One row is one stretch of days on which one case worker was the allocated one of a person (G11): from_day to the day before
-- to_day. The allocated worker is the open involvement in a case worker's role; of several the latest start, then the highest id.
create or replace temp table engine_allocations as
with involvement as (
    select
        invo_involvements_id as id,
        invo_person_id as person_id,
        invo_professional_id as worker,
        invo_professional_team as team_id,
        invo_involvement_start_date as start_day,
        coalesce(invo_involvement_end_date, date 'infinity') as end_day
    from ssd.involvements
    where
        invo_person_id is not null
        and invo_involvement_start_date < coalesce(invo_involvement_end_date, date 'infinity')
        and invo_professional_role_id in (select value from ref.setting where name = 'case_worker_role')
),

turning_day as (
    select person_id, start_day as day from involvement
    union
    select person_id, end_day as day from involvement
),

stretch as (
    select
        person_id,
        day as from_day,
        lead(day) over (partition by person_id order by day) as to_day
    from turning_day
)

select
    stretch.person_id,
    stretch.from_day,
    stretch.to_day,
    involvement.worker,
    coalesce(engine_teams.label, involvement.team_id) as team
from stretch
inner join involvement
    on
        stretch.person_id = involvement.person_id
        and involvement.start_day <= stretch.from_day
        and involvement.end_day > stretch.from_day
left join engine_teams on involvement.team_id = engine_teams.team_id
where stretch.to_day is not null
qualify
    row_number() over (
        partition by stretch.person_id, stretch.from_day
        order by involvement.start_day desc, involvement.id desc, involvement.worker desc, involvement.team_id desc
    ) = 1;
