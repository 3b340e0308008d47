/* prepare
says: since when a person has been, or once was, an unaccompanied asylum-seeking child, blank for never. A status without a first day counts
  from the beginning.
grain: one person with an immigration status on record
*/
select
    immi_person_id as person_id,
    min(coalesce(immi_immigration_status_start_date, date '-infinity')) filter (
        where immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
    ) as since
from ssd.immigration_status
where immi_person_id is not null
group by immi_person_id
order by immi_person_id
