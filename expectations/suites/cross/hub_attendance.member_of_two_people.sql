/* rule
table: sup_hub_attendance
severity: minor
says: A hub membership number is matched to one person.
why: One child's visits count as another's.
fix: Match the member again.
columns: [person_id, hub_member_id, attendance_date, hub]
*/
select
    this.record_id,
    this.person_id,
    'person_id' as column_name,
    cast(this.person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_hub_attendance as this
where exists (
    select 1
    from known.sup_hub_attendance as other
    where
        other.hub_member_id = this.hub_member_id
        and other.hub = this.hub
        and other.person_id <> this.person_id
)
