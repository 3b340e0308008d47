/* prepare
says: >-
  what each team planned to audit in a quarter, with the quarter's first day, and the rule that takes a plan out: not frozen by the
  first working day of the quarter, which makes it a later change, or no frozen date or number. Of several plans of one team and quarter
  the one frozen first stays (G2).
grain: one row of sup_audit_plan
*/
with plan as (
    select
        quarter,
        team_id,
        audits_planned,
        frozen_date,
        regexp_extract(quarter, '^\D*(\d{4}).*[Qq]([1-4])\D*$', ['year', 'number']) as named,
        row_number() over (partition by quarter, team_id order by frozen_date, source_file, source_row) as repeat_no
    from sup.audit_plan
),

placed as (
    select
        *,
        addm(make_date(try_cast(named.year as integer), 4, 1), (try_cast(named.number as integer) - 1) * 3) as quarter_start
    from plan
)

select
    concat_ws('|', quarter, team_id) as record_id,
    coalesce(team_id, 'Not known') as team,
    audits_planned,
    quarter_start,
    case
        when repeat_no > 1 and team_id is not null then 'G2'
        when frozen_date is null then 'no frozen date'
        when frozen_date > addwd(quarter_start - 1, 1) then 'frozen later'
        when audits_planned is null then 'no number planned'
    end as excluded
from placed
order by record_id, repeat_no
