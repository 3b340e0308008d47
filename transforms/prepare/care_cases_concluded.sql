/* prepare
says: care and supervision applications with a final order, each child's in one case taken together, from the first issue to the last final
  order, and each case once more for all its children. Withdrawn applications take no part.
grain: one application of one child, and one more row for each case
*/
with application as (
    select
        *,
        concat_ws('|', case_ref, person_id, application_type) as record_id,
        coalesce(withdrawn = 'Y', false) as is_withdrawn,
        coalesce(case_ref, 'child ' || person_id) as court_case
    from sup.court
    where application_type in ('CARE', 'SUPERVISION')
),

in_order as (
    select
        *,
        min(issue_date) over child as child_issue_date,
        min(issue_date) over whole_case as case_issue_date,
        row_number() over (child order by final_order_date desc nulls last, application_type, source_file, source_row) as number_of_child,
        row_number() over (
            whole_case order by final_order_date desc nulls last, person_id, application_type, source_file, source_row
        ) as number_in_case
    from application
    window child as (partition by court_case, person_id, is_withdrawn), whole_case as (partition by court_case, is_withdrawn)
)

select
    record_id,
    person_id,
    child_issue_date as issue_date,
    final_order_date,
    'Children' as court_case,
    null as only_in,
    case
        when person_id is null then 'missing link'
        when is_withdrawn then 'withdrawn'
        when number_of_child > 1 then 'G2'
    end as excluded
from in_order
where final_order_date is not null
union all
select record_id, person_id, case_issue_date, final_order_date, 'Cases' as court_case, 'court_case' as only_in, null as excluded
from in_order
where number_in_case = 1 and not is_withdrawn and person_id is not null and final_order_date is not null
order by record_id, court_case
