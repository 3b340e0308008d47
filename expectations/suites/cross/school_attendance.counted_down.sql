/* rule
table: sup_school_attendance
severity: minor
says: Sessions counted up to a later day are no fewer.
why: The later count replaces the earlier one, so absence looks lower.
fix: Correct the count from the school's register; it runs from the first day of the year.
columns: [sessions_possible, person_id, academic_year, school_urn, as_at_date]
*/
select
    this.record_id,
    this.person_id,
    'sessions_possible' as column_name,
    cast(this.sessions_possible as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_school_attendance as this
where exists (
    select 1
    from known.sup_school_attendance as other
    where
        other.person_id = this.person_id
        and other.academic_year = this.academic_year
        and other.school_urn = this.school_urn
        and other.as_at_date < this.as_at_date
        and other.sessions_possible > this.sessions_possible
)
