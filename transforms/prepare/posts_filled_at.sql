/* prepare
says: the full-time equivalent in each post at the end of each period, by how the post is held, `Agency`, `Interim` (acting up, or on a
  fixed term) or `Permanent`. A last working day on that day counts as left. One row of a spell counts (the first of the first file), and an
  unknown full-time equivalent or contract fills nothing.
grain: one post and way of holding it at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

spell as (
    select
        post_id,
        start_date,
        coalesce(leave_date, date 'infinity') as leave_date,
        fte,
        case
            when employment_type = 'AGENCY' then 'Agency'
            when employment_type = 'FIXED' or acting_up = 'Y' then 'Interim'
            when employment_type = 'PERMANENT' then 'Permanent'
        end as held_by
    from sup.workforce
    qualify spell_id is null or row_number() over (partition by spell_id order by source_file, source_row) = 1
)

select
    snapshot.period_end,
    spell.post_id,
    spell.held_by,
    sum(spell.fte) as fte
from snapshot
inner join spell
    on spell.start_date <= snapshot.period_end
    and spell.leave_date > snapshot.period_end
where spell.post_id is not null and spell.held_by is not null
group by snapshot.period_end, spell.post_id, spell.held_by
order by snapshot.period_end, spell.post_id, spell.held_by
