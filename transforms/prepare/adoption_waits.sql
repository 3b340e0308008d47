/* prepare
says: children placed for adoption in the 36 months that end with each period, and those with an adoption decision who were not placed and
  not reversed by its end. A child is judged by the latest decision made by then; earlier records are listed (G2 for the same decision).
grain: one permanence record at one period's end; one row a child and period has `excluded` empty
*/
with decision as (
    select table_id, person_id, decided_on, placed_on, reversed_on, entered_on, why_no_entry, sibling_group, born, row_no
    from prepare.permanence_rows
),

known as (
    select
        snapshot.period_end,
        decision.*,
        row_number() over (
            partition by snapshot.period_end, decision.person_id
            order by case when decision.decided_on <= snapshot.period_end then decision.decided_on end desc nulls last, decision.row_no
        ) as latest_no,
        max(decision.decided_on) filter (where decision.decided_on <= snapshot.period_end) over (
            partition by snapshot.period_end, decision.person_id
        ) as last_decided_on
    from (select distinct period_end from periods) as snapshot
    inner join decision
        on least(decision.decided_on, decision.placed_on) <= snapshot.period_end
),

placed_or_waiting as (
    select
        *,
        case
            when placed_on <= period_end then case when placed_on >= addm(period_end + 1, -36) then placed_on end
            when decided_on <= period_end and not coalesce(reversed_on between decided_on and period_end, false) then period_end
        end as day,
        coalesce(placed_on <= period_end, false) as is_placed
    from known
)

select
    period_end, table_id, person_id, day, is_placed, placed_on, entered_on, sibling_group,
    case
        when person_id is null then 'missing link'
        when latest_no > 1 and decided_on is not distinct from last_decided_on then 'G2'
        when latest_no > 1 then 'decided again'
        when not is_placed and age(born, period_end) >= 18 then 'G12'
        when why_no_entry is not null then why_no_entry
        when is_placed and placed_on < entered_on then 'G5'
    end as excluded
from placed_or_waiting
where day is not null
order by period_end, table_id, person_id, latest_no
