/* prepare
says: >-
  what came of the actions of each audit: when the last urgent action and the last immediate safeguarding action was done (empty while
  one is open), and when the first of them. Repeats of an action id are one action.
grain: one audit with an action
*/
with action as (
    select
        audit_id,
        completed_date,
        coalesce(urgent = 'Y', false) as is_urgent,
        coalesce(immediate_safeguarding = 'Y', false) as is_immediate
    from sup.audit_actions
    where audit_id is not null
    qualify audit_action_id is null or row_number() over (partition by audit_action_id order by source_file, source_row) = 1
)

select
    audit_id,
    count(*) filter (where is_urgent) as urgent,
    case
        when bool_and(completed_date is not null) filter (where is_urgent) then max(completed_date) filter (where is_urgent)
    end as urgent_done,
    min(completed_date) filter (where is_urgent) as first_urgent_done,
    count(*) filter (where is_immediate) as immediate,
    case
        when bool_and(completed_date is not null) filter (where is_immediate) then max(completed_date) filter (where is_immediate)
    end as immediate_done,
    min(completed_date) filter (where is_immediate) as first_immediate_done
from action
group by audit_id
order by audit_id
