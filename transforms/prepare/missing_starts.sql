/* prepare
says: every start of going missing from care or home, and how many the child had in the 90 days that end on it. A second start on one day
  counts only if the child had returned in between, by the times where both are known, else by a return dated that day. Away without
  authorisation is no going missing, and no recorded type cannot be told.
grain: one episode of one child
*/
with episode as (
    select
        *,
        case
            when is_repeat then 'G2'
            when person_id is null then 'missing link'
            when type_code is null then 'no type'
            when start_date is null then 'G4'
        end as excluded
    from prepare.missing_episodes
    where type_code is distinct from 'A'
),

in_order as (
    select
        *,
        lag({'end_date': end_date, 'ended_at': ended_at}) over (
            partition by person_id, start_date, excluded
            order by started_at nulls first, end_date nulls last, ended_at nulls last, from_table, episode_id
        ) as earlier
    from episode
),

told_apart as (
    select
        *,
        earlier is null
        or coalesce(earlier.end_date = start_date and coalesce(earlier.ended_at <= started_at, true), false) as is_new
    from in_order
)

select
    from_table,
    home_or_care,
    episode_id,
    person_id,
    start_date,
    end_date,
    excluded,
    count(*) filter (where is_new) over (
        partition by person_id, excluded order by start_date range between interval 89 days preceding and current row
    ) as in_90_days
from told_apart
order by from_table, episode_id
