/* prepare
says: the school terms; one given in the settings (`term`) stands for the delivered row of its year and term, and of several such rows the
  first stays. A term without both its days is none.
grain: one term of one academic year
*/
with setting as (
    select string_split(value, '|') as parts
    from ref.setting
    where name = 'term'
),

term as (
    select
        parts[1] as academic_year,
        parts[2] as term,
        parts[3]::date as start_date,
        parts[4]::date as end_date,
        '' as source_file,
        0 as source_row
    from setting
    union all
    select academic_year, term, start_date, end_date, source_file, source_row
    from sup.school_terms
    where start_date is not null and end_date is not null
)

select academic_year, term, start_date, end_date
from term
qualify row_number() over (partition by academic_year, term order by source_file, source_row) = 1
order by start_date, end_date, academic_year, term
