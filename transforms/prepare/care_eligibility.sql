/* prepare
says: the day on which a young person became eligible for leaving care support; looked after on or after the 16th birthday, and for 91 days
  in total since the 14th, the first day being day 1 and the day care ends none. Days at 18 (G12) and episodes with short breaks (G6) do not
  count.
grain: one young person who became eligible
*/
with spell as (
    select
        episode.person_id,
        birthdays.birthday_16,
        greatest(episode.start_date, birthdays.birthday_14) as from_day,
        least(coalesce(episode.ceased_date, date 'infinity'), birthdays.birthday_18) as to_day
    from prepare.care_episodes as episode
    inner join prepare.birthdays on episode.person_id = birthdays.person_id
    where episode.excluded is null
        and greatest(episode.start_date, birthdays.birthday_14)
            < least(coalesce(episode.ceased_date, date 'infinity'), birthdays.birthday_18)
),

ahead as (
    select
        *,
        -- Days that an earlier episode covers already are not counted twice.
        greatest(from_day, coalesce(max(to_day) over (
            partition by person_id order by from_day, to_day rows between unbounded preceding and 1 preceding
        ), from_day)) as new_day
    from spell
),

stretch as (
    select
        *,
        coalesce(sum(cd(new_day, to_day)) over (
            partition by person_id order by new_day rows between unbounded preceding and 1 preceding
        ), 0)::int as days_before
    from ahead
    where new_day < to_day
),

eligible as (
    select
        person_id,
        greatest(
            min(new_day + (90 - days_before)) filter (where days_before < 91 and days_before + cd(new_day, to_day) >= 91),
            min(greatest(new_day, birthday_16)) filter (where to_day > birthday_16)
        ) as eligible_on,
        count(*) filter (where days_before + cd(new_day, to_day) >= 91) > 0
        and count(*) filter (where to_day > birthday_16) > 0 as is_eligible
    from stretch
    group by person_id
)

select
    person_id,
    eligible_on
from eligible
where is_eligible
order by person_id
