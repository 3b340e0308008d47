/* prepare
says: when a child was an unaccompanied asylum seeker, from the first day of the status to the day before to_day
grain: one status of one child
*/
select
    immi_person_id as person_id,
    immi_immigration_status_start_date as from_day,
    coalesce(immi_immigration_status_end_date, date 'infinity') as to_day
from ssd.immigration_status
where immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
    and immi_person_id is not null
    and immi_immigration_status_start_date is not null
order by person_id, from_day, to_day
