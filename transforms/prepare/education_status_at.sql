/* prepare
says: what the education system says of a child at the end of each period, by the latest row on or before it; in July and August by the
  latest on or before the last school day, where terms are known. Of rows of one day the first stays.
grain: one child with a row by then at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

school_day as (
    select
        snapshot.period_end,
        case
            when month(snapshot.period_end) in (7, 8)
                then coalesce(max(least(school_terms.end_date, snapshot.period_end)), snapshot.period_end)
            else snapshot.period_end
        end as day
    from snapshot
    left join prepare.school_terms on snapshot.period_end >= school_terms.start_date
    group by snapshot.period_end
),

status as (
    select *
    from sup.education_status
    where person_id is not null and as_at_date is not null
    qualify row_number() over (partition by person_id, as_at_date order by source_file, source_row) = 1
)

select
    school_day.period_end,
    status.person_id,
    status.as_at_date,
    status.has_school_place,
    status.school_urn,
    status.weekly_hours,
    status.reason_under_25,
    status.reason_start_date,
    status.eet_status
from school_day
inner join status on school_day.day >= status.as_at_date
qualify row_number() over (partition by school_day.period_end, status.person_id order by status.as_at_date desc) = 1
order by school_day.period_end, status.person_id
