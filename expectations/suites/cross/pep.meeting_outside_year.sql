/* rule
table: sup_pep
severity: minor
says: The meeting of a plan falls in the academic year it names.
why: The plan counts for another term.
fix: Correct the date, or the year.
columns: [meeting_date, academic_year]
reads: [sup_school_terms.academic_year, sup_school_terms.start_date, sup_school_terms.end_date]
*/
select
    this.record_id,
    this.person_id,
    'meeting_date' as column_name,
    cast(this.meeting_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_pep as this
where exists (
    select 1
    from (
        select academic_year, min(start_date) as first_day, max(end_date) as last_day
        from known.sup_school_terms
        group by academic_year
        having count(*) = 3
    ) as years
    where
        years.academic_year = this.academic_year
        and (this.meeting_date < years.first_day - 14 or this.meeting_date > years.last_day + 45)
)
