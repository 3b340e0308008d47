-- List 7 with the plan's key.
with numbered as (
    select
        *,
        row_number() over (
            partition by child_unique_id, cpp_start_date order by cpp_end_date nulls first, source_row
        ) as copy
    from list_7
)

select *, made_key('CP', child_unique_id, cpp_start_date, copy) as plan_id from numbered
