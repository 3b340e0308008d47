/* prepare
says: each pupil's sessions in the academic year to date (it begins on 1 September), by the latest count of each school on or before the
  period's end, schools added together. A count that lacks possible or missed sessions is none; of counts of one day the first stays.
grain: one pupil with a count in the year at one period's end
*/
with snapshot as (
    select distinct
        period_end,
        (year(period_end) - (month(period_end) < 9)::int)::varchar as first_year
    from periods
),

latest as (
    select
        snapshot.period_end,
        attendance.person_id,
        attendance.sessions_possible,
        attendance.sessions_missed
    from snapshot
    inner join sup.school_attendance as attendance
        on snapshot.first_year = left(attendance.academic_year, 4)
        and snapshot.period_end >= attendance.as_at_date
    where attendance.person_id is not null
        and attendance.sessions_possible is not null
        and attendance.sessions_missed is not null
    qualify row_number() over (
        partition by snapshot.period_end, attendance.person_id, attendance.school_urn
        order by attendance.as_at_date desc, attendance.source_file, attendance.source_row
    ) = 1
)

select
    period_end,
    person_id,
    sum(sessions_possible) as possible,
    sum(sessions_missed) as missed
from latest
group by period_end, person_id
order by period_end, person_id
