/* rule
table: sup_pep
severity: minor
says: A child has one education plan a term.
why: The child's plan counts twice.
fix: Keep the last, with its last grade.
columns: [term, pep_id, person_id, academic_year]
*/
select
    this.record_id,
    this.person_id,
    'term' as column_name,
    cast(this.term as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_pep as this
where exists (
    select 1
    from known.sup_pep as other
    where
        other.person_id = this.person_id
        and other.academic_year = this.academic_year
        and other.term = this.term
        and other.pep_id <> this.pep_id
)
