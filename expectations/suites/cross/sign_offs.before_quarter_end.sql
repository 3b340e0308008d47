/* rule
table: sup_sign_offs
severity: minor
says: A return is signed after its quarter has ended.
why: Nobody can sign for what has not happened yet.
fix: Correct the date or the quarter.
columns: [signed_date, quarter]
*/
select
    this.record_id,
    this.person_id,
    'signed_date' as column_name,
    cast(this.signed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_sign_offs as this
where exists (
    select 1
    from (
        select
            try_cast(substr(this.quarter, 1, 4) as integer) as year,
            try_cast(right(this.quarter, 1) as integer) as number
    ) as named
    where this.signed_date < make_date(named.year, 4, 1) + to_months(cast(3 * named.number as integer))
)
