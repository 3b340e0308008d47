/* measure
title: Children helped by Children and Family Hubs without a social care case
question: Are the hubs used for families below the threshold?
unit: count
kind: flow
direction: higher_better
target: null
benchmark: null
source: local default
breakdowns: [hub, matched, postcode_area, age_band, ethnicity, disability]
audiences: [ofsted, board, scrutiny]
needs: [sup.hub_attendance.hub_member_id, sup.hub_attendance.person_id, sup.hub_attendance.attendance_date, ssd.cin_episodes.cine_person_id,
  ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_close_date]
optional: [ssd.address.addr_table_id, ssd.address.addr_person_id, ssd.address.addr_address_start_date, ssd.address.addr_address_postcode,
  sup.hub_attendance.hub, sup.hub_attendance.activity_type]
table: sup.hub_attendance
numerator_says: Children who came to a hub in the period on a day on which they had no open social care episode, each once
team: none
edge_cases:
  - A child is the person matched, else the hub's own member; one not matched has no social care episode (`matched` shows them apart).
  - The first such day of a child in the period counts, and its hub; further days are repeats (G2), days with an open episode do not count.
  - An episode is open from the day of the referral; one that closed that day is closed. One without a referral date is never open.
  - Which hubs count is a setting (hub); every one where none is named. A parent's visit under an unborn child's record counts.
  - The local aim is a number above that of the same quarter a year before, so there is no fixed target.
  - postcode_area is the first half of the postcode (ME7) of the address last begun by that day.
*/
with attendance as (
    select
        attended.*, period.period_start,
        exists (
            from ssd.cin_episodes as episode
            where episode.cine_person_id = attended.person_id
                and episode.cine_referral_date <= attended.attendance_date
                and coalesce(episode.cine_close_date, date 'infinity') > attended.attendance_date
        ) as is_open
    from prepare.hub_attendance as attended
    left join periods as period on attended.attendance_date between period.period_start and period.period_end
    where period.period_start is not null or attended.attendance_date is null
)

select
    attendance.record_id,
    attendance.person_id,
    attendance.attendance_date as at,
    case
        when attendance.attendance_date is null then 'G4'
        when attendance.child is null then 'missing link'
        when attendance.is_open then 'open to social care'
        when row_number() over (
            partition by attendance.period_start, attendance.child, attendance.is_open
            order by attendance.attendance_date, attendance.record_id
        ) > 1 then 'G2'
    end as excluded,
    attendance.hub,
    case when attendance.person_id is null then 'Not matched' else 'Matched to a social care record' end as matched,
    home_areas.postcode_area
from attendance
asof left join prepare.home_areas
    on attendance.person_id = home_areas.person_id and attendance.attendance_date >= home_areas.start_date
order by record_id
