/* prepare
says: adoption decisions reversed in the 12 months that end with each period, with the child's latest placement order made by that day.
  Out are a child adopted by the period's end, one without such an order or whose order the court had discharged by that day, and a reversal
  not yet 20 working days old. Of several reversals of a child the latest counts, then the lowest id (G2).
grain: one permanence record at one period's end; one row a child and period has `excluded` empty
*/
with decision as (
    select
        perm_table_id as table_id,
        perm_person_id as person_id,
        perm_decision_reversed_date as reversed_on,
        perm_decision_reversed_reason as reversed_reason,
        perm_placement_order_date as ordered_on,
        case when perm_permanence_order_type = 'Adoption' then perm_permanence_order_date end as adopted_on,
        row_number() over (order by perm_table_id, source_file, source_row) as row_no
    from ssd.permanence
),

reversal as (
    select
        snapshot.period_end,
        decision.* exclude (ordered_on, adopted_on),
        max(other.ordered_on) filter (where other.ordered_on <= decision.reversed_on) as ordered_on,
        min(other.adopted_on) as adopted_on
    from (select distinct period_end from periods) as snapshot
    inner join decision on decision.reversed_on between addm(snapshot.period_end + 1, -12) and snapshot.period_end
        or (decision.reversed_on is null and decision.reversed_reason is not null)
    left join decision as other on decision.person_id = other.person_id
    group by all
),

judged as (
    select
        *,
        case
            when person_id is null then 'missing link'
            when reversed_on is null then 'G4'
            when adopted_on <= period_end then 'adopted'
            when ordered_on is null then 'without a placement order'
            when exists (
                select 1
                from sup.court
                where court.person_id = reversal.person_id
                    and court.application_type = 'REVOCATION'
                    and court.final_order_type is distinct from 'NO_ORDER'
                    and court.final_order_date between reversal.ordered_on and reversal.reversed_on
            ) then 'order discharged'
            when addwd(reversed_on, 20) > period_end then 'not due yet'
        end as excluded
    from reversal
)

select
    * exclude (row_no, adopted_on, excluded),
    case
        when excluded is not null then excluded
        when row_number() over (partition by period_end, person_id, excluded order by reversed_on desc, row_no) > 1 then 'G2'
    end as excluded
from judged
order by period_end, row_no
