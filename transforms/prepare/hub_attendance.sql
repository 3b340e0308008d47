/* prepare
says: every attendance at a hub that counts (setting `hub`; every hub where none is named). The child is the person matched, else the hub's
  own member.
grain: one person at one activity of one hub on one day
*/
select
    concat_ws('|', hub_member_id, hub, attendance_date, activity_type) as record_id,
    coalesce(person_id, hub_member_id) as child,
    person_id,
    hub,
    attendance_date
from sup.hub_attendance
where
    hub in (select value from ref.setting where name = 'hub')
    or not exists (select 1 from ref.setting where name = 'hub')
order by source_file, source_row
