/* prepare
says: every initial child protection conference, counted per child; G2 keeps one row of a conference and child
grain: one child at one initial conference
*/
select
    concat_ws('|', icpc_icpc_id, icpc_person_id) as record_id,
    icpc_icpc_id as conference_id,
    icpc_person_id as person_id,
    icpc_s47_enquiry_id as enquiry_id,
    icpc_icpc_meeting_id as meeting_id,
    icpc_icpc_date as conference_date,
    coalesce(icpc_icpc_transfer_in = 'Y', false) as is_transfer_in,
    icpc_icpc_id is not null
    and row_number() over (partition by icpc_icpc_id, icpc_person_id order by source_file, source_row) > 1 as is_repeat
from ssd.initial_cp_conference
order by icpc_icpc_id, icpc_person_id, source_file, source_row
