/* rule
table: sup_school_terms
severity: major
says: A term ends before the next one begins.
why: A plan's term cannot be told.
fix: Correct the council's term dates.
columns: [start_date, academic_year, term, end_date]
*/
select
    this.record_id,
    this.person_id,
    'start_date' as column_name,
    cast(this.start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_school_terms as this
where exists (
    select 1
    from known.sup_school_terms as other
    where
        other.start_date < this.start_date
        and other.end_date >= this.start_date
)
