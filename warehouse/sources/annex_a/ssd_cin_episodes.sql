-- List 3's referrals and List 6's episodes; a row of each is one episode when the child and the day are the same. A
-- row without child or day is never merged. The merged row is traced to List 3.
with referral as (
    select
        *,
        row_number() over (
            partition by child_unique_id, referral_date order by referral_source nulls last, source_row
        ) as copy
    from list_3
),

episode as (
    select
        *,
        row_number() over (
            partition by child_unique_id, cin_start_date order by cin_closure_date nulls first, source_row
        ) as copy
    from list_6
)

select
    made_key(
        case
            when r.child_unique_id is not null and r.referral_date is not null then 'CIN'
            when e.child_unique_id is not null and e.cin_start_date is not null then 'CIN'
            when r.source_row is not null then 'CIN3'
            else 'CIN6'
        end,
        coalesce(r.child_unique_id, e.child_unique_id),
        coalesce(r.referral_date, e.cin_start_date),
        coalesce(r.copy, e.copy)
    ) as cine_referral_id,
    coalesce(r.child_unique_id, e.child_unique_id) as cine_person_id,
    coalesce(r.referral_date, e.cin_start_date) as cine_referral_date,
    ssd_code('annex_a_primary_need', e.primary_need) as cine_cin_primary_need_code,
    ssd_code('annex_a_contact_referral_source', r.referral_source) as cine_referral_source_code,
    ssd_code('annex_a_yes_no', r.referral_nfa) as cine_referral_nfa,
    e.cin_closure_date as cine_close_date,
    ssd_code('annex_a_closure_reason', e.closure_reason) as cine_close_reason,
    team_id(r.allocated_team) as cine_referral_team,
    worker_id(r.allocated_worker) as cine_referral_worker_id,
    coalesce(r.source_file, e.source_file) as source_file,
    coalesce(r.source_row, e.source_row) as source_row
from referral as r
full join episode as e
    on r.child_unique_id = e.child_unique_id and r.referral_date = e.cin_start_date and r.copy = e.copy
order by cine_referral_id
