/* rule
table: sup_corporate_parenting_actions
severity: minor
says: An action was set at a meeting of the board that is on record.
why: The date of the meeting is wrong, or its attendance was not loaded.
fix: Correct the date of the meeting, or load its attendance.
columns: [meeting_date]
reads: [sup_corporate_parenting.meeting_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'meeting_date' as column_name,
    cast(this.meeting_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_corporate_parenting_actions as this
where
    this.meeting_date is not null
    and not exists (
        select 1 from known.sup_corporate_parenting as held where held.meeting_date = this.meeting_date
    )
