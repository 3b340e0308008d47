/* rule
table: ssd_legal_status
severity: minor
says: A child's short breaks under one agreement (V3) come to no more than 75 days in a financial year.
why: Beyond 75 days the child is looked after, and is left out of the count.
fix: Correct the dates or the legal status; the child may have to be counted as looked after.
columns: [lega_legal_status_start_date, lega_legal_status, lega_person_id, lega_legal_status_id, lega_legal_status_end_date]
*/
select
    this.record_id,
    this.person_id,
    'lega_legal_status_start_date' as column_name,
    cast(this.lega_legal_status_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_legal_status as this
where
    exists (
        select 1
        from (
            select
                status_id,
                sum(days) over (partition by person_id, april) as days_in_year
            from (
                select
                    lega_person_id as person_id,
                    lega_legal_status_id as status_id,
                    unnest(generate_series(
                        cast(year(lega_legal_status_start_date - interval 3 month) as bigint),
                        cast(year(cast(getvariable('extracted_on') as date) - interval 3 month) as bigint)
                    )) as april,
                    date_diff(
                        'day',
                        greatest(lega_legal_status_start_date, make_date(april, 4, 1)),
                        least(coalesce(lega_legal_status_end_date, getvariable('extracted_on')), make_date(april + 1, 3, 31))
                    ) as days
                from known.ssd_legal_status
                where lega_legal_status = 'V3'
            )
            where days > 0
        ) as run
        where run.status_id = this.lega_legal_status_id and run.days_in_year > 75
    )
