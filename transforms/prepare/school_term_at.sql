/* prepare
says: the school term by which the end of each period is judged, the term that it falls in if more than half of the term's days have passed
  by then (that day included), otherwise the latest term that ended before it
grain: one period's end, where a term is known
*/
with snapshot as (
    select distinct period_end
    from periods
)

select
    snapshot.period_end,
    term.term,
    term.start_date,
    least(term.end_date, snapshot.period_end) as last_day
from snapshot
inner join prepare.school_terms as term
    on snapshot.period_end >= term.start_date
    and (
        snapshot.period_end > term.end_date
        or 2 * (snapshot.period_end - term.start_date + 1) > term.end_date - term.start_date + 1
    )
qualify row_number() over (partition by snapshot.period_end order by term.end_date desc, term.start_date desc, term.term) = 1
order by snapshot.period_end
