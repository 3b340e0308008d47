/* prepare
says: >-
  the posts of the establishment at the end of each period (deleted on that day is closed), with words for their codes and who holds
  them by their contracts then: full-time equivalent of the council's employees and of agency staff. A repeat of a post id is G2, a post
  without a start date that has not ended G4; one without its funded full-time equivalent is left out too.
grain: one post at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

contract as (
    select *
    from sup.workforce
    qualify spell_id is null or row_number() over (partition by spell_id order by source_file, source_row) = 1
),

holder as (
    select
        snapshot.period_end,
        contract.post_id,
        bool_or(contract.employment_type in ('PERMANENT', 'FIXED')) as is_held_by_employee,
        sum(contract.fte) filter (where contract.employment_type in ('PERMANENT', 'FIXED')) as employed_fte,
        sum(contract.fte) filter (where contract.employment_type = 'AGENCY') as agency_fte
    from snapshot
    inner join contract
        on contract.start_date <= snapshot.period_end and coalesce(contract.leave_date, date 'infinity') > snapshot.period_end
    group by snapshot.period_end, contract.post_id
),

post as (
    select *, row_number() over (partition by post_id order by source_file, source_row) as repeat_no
    from sup.posts
)

select
    snapshot.period_end, post.post_id, post.requires_social_worker, post.additional_flag, post.approved_date, post.funded_fte,
    coalesce(holder.is_held_by_employee, false) as is_held_by_employee,
    coalesce(holder.employed_fte, 0) as employed_fte,
    coalesce(holder.agency_fte, 0) as agency_fte,
    coalesce(post.team_id, 'Not known') as team,
    service.label as service,
    job.label as role,
    case
        when post.post_id is null then 'missing link' when post.repeat_no > 1 then 'G2'
        when post.start_date is null then 'G4' when post.funded_fte is null then 'no funded FTE'
    end as excluded
from snapshot
inner join post
    on coalesce(post.start_date, date '-infinity') <= snapshot.period_end
    and coalesce(post.end_date, date 'infinity') > snapshot.period_end
left join holder on post.post_id = holder.post_id and snapshot.period_end = holder.period_end
left join prepare.labels as service on post.service = service.code and service.code_set = 'service_area'
left join prepare.labels as job on post.role = job.code and job.code_set = 'staff_role'
order by snapshot.period_end, post.post_id
