/* rule
table: ssd_legal_status
severity: minor
says: "An emergency legal status lasts no longer than the law allows: police protection (L1) 3 days, an emergency protection order (L2) 21, a child assessment order (L3) 7, detention before court (J2) 21."
why: The next legal status is not recorded, or the child is held without one.
fix: Record the legal status that followed, from the day it began.
columns: [lega_legal_status_end_date, lega_legal_status, lega_person_id, lega_legal_status_id, lega_legal_status_start_date]
*/
select
    this.record_id,
    this.person_id,
    'lega_legal_status_end_date' as column_name,
    cast(this.lega_legal_status_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_legal_status as this
where
    exists (
        select 1
        from (
            select
                marked.lega_legal_status_id as status_id,
                marked.lega_legal_status as code,
                date_diff('day', min(marked.began) over stretches, max(marked.ended) over stretches) as days
            from (
                select
                    *,
                    sum(cast(coalesce(joined_before <> began, true) as integer)) over (
                        partition by lega_person_id, lega_legal_status order by began, lega_legal_status_id
                    ) as stretch
                from (
                    select
                        lega_person_id,
                        lega_legal_status,
                        lega_legal_status_id,
                        lega_legal_status_start_date as began,
                        coalesce(lega_legal_status_end_date, getvariable('extracted_on')) as ended,
                        lag(lega_legal_status_end_date) over (
                            partition by lega_person_id, lega_legal_status
                            order by lega_legal_status_start_date, lega_legal_status_id
                        ) as joined_before
                    from known.ssd_legal_status
                )
            ) as marked
            window stretches as (partition by marked.lega_person_id, marked.lega_legal_status, marked.stretch)
        ) as run
        inner join (values ('L1', 3), ('L2', 21), ('L3', 7), ('J2', 21)) as allowed(code, days) on allowed.code = run.code
        where run.status_id = this.lega_legal_status_id and run.days > allowed.days
    )
