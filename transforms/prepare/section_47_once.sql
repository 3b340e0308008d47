/* prepare
says: every section 47 enquiry, with the rule that takes it out before counting. G2 makes enquiries unique on child and start date and
  keeps the lowest id (as text). Siblings may share an enquiry id, so a record is known by enquiry and child.
grain: one enquiry about one child
*/
select
    concat_ws('|', s47e_s47_enquiry_id, s47e_person_id) as record_id,
    s47e_s47_enquiry_id as enquiry_id,
    s47e_person_id as person_id,
    s47e_referral_id as referral_id,
    s47e_s47_start_date as start_date,
    case
        when s47e_person_id is null then 'missing link'
        when s47e_s47_start_date is null then 'G4'
        when row_number() over (
            partition by s47e_person_id, s47e_s47_start_date
            order by s47e_s47_enquiry_id, source_file, source_row
        ) > 1 then 'G2'
    end as excluded
from ssd.s47_enquiry
order by s47e_s47_enquiry_id, s47e_person_id, source_file, source_row
