/* rule
table: sup_member_training
severity: minor
says: A councillor has the same first day in office for every course.
why: Who was in office in the quarter cannot be told.
fix: Give every row of the councillor the first day of this term.
columns: [elected_date, member_ref, course]
*/
select
    this.record_id,
    this.person_id,
    'elected_date' as column_name,
    cast(this.elected_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_member_training as this
where exists (
    select 1
    from known.sup_member_training as other
    where
        other.member_ref = this.member_ref
        and other.elected_date <> this.elected_date
)
