/* rule
table: sup_dsl_network
severity: minor
says: A school at a meeting was open on that day.
why: Attendance is counted for a school that had closed or not yet opened.
fix: Correct the school's reference or its dates.
columns: [school_urn, meeting_date]
reads: [sup_schools.urn, sup_schools.open_date, sup_schools.close_date]
*/
select
    this.record_id,
    this.person_id,
    'school_urn' as column_name,
    cast(this.school_urn as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_dsl_network as this
where exists (
    select 1
    from known.sup_schools as other
    where
        other.urn = this.school_urn
        and (this.meeting_date < other.open_date or this.meeting_date > other.close_date)
)
