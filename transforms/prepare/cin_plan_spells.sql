/* prepare
says: >-
  child in need plans gathered into spells: a plan that closed and opened again within 7 days is one. G2 keeps one row of a plan id; a
  plan that ended before it started is part of none. A plan begins a spell of its own unless an earlier plan of the child has ended no
  more than 7 days before it (or ends later). The plan before it has to have ended at all, so two open plans are two.
grain: one plan of one child; spell_start and spell_end (infinite while open) are those of its whole spell
*/
with plan as (
    select
        cinp_cin_plan_id as plan_id,
        cinp_person_id as person_id,
        cinp_referral_id as referral_id,
        cinp_cin_plan_start_date as start_date,
        cinp_cin_plan_end_date as end_date,
        case
            when cinp_person_id is null then 'missing link'
            when row_number() over (partition by cinp_cin_plan_id order by source_file, source_row) > 1
                and cinp_cin_plan_id is not null then 'G2'
            when cinp_cin_plan_start_date is null then 'G4'
        end as excluded
    from ssd.cin_plans
    where coalesce(cinp_cin_plan_end_date, date 'infinity') >= coalesce(cinp_cin_plan_start_date, date '-infinity')
),

in_order as (
    select
        *,
        row_number() over child as plan_no,
        lag(end_date) over child as end_before,
        max(end_date) over (child rows between unbounded preceding and 1 preceding) as closed_on
    from plan
    window child as (partition by person_id, excluded order by start_date, end_date nulls last, plan_id)
),

numbered as (
    select
        *,
        case
            when excluded is null then count(*) filter (where end_before is null or closed_on + 7 < start_date) over (
                partition by person_id, excluded order by plan_no rows between unbounded preceding and current row
            )
            else plan_no
        end as spell_no
    from in_order
)

select
    plan_id,
    person_id,
    referral_id,
    start_date,
    end_date,
    excluded,
    spell_no,
    min(start_date) over spell as spell_start,
    max(coalesce(end_date, date 'infinity')) over spell as spell_end
from numbered
window spell as (partition by person_id, excluded, spell_no)
order by person_id, start_date, plan_id
