/* prepare
says: every permanence record with the day its child entered the period of care it belongs to, and why that day is not known
grain: one permanence record
*/
select
    permanence.perm_table_id as table_id,
    permanence.perm_person_id as person_id,
    permanence.perm_adm_decision_date as decided_on,
    permanence.perm_placement_order_date as ordered_on,
    permanence.perm_matched_date as matched_on,
    permanence.perm_placed_for_adoption_date as placed_on,
    permanence.perm_placed_ffa_cp_date as placed_ffa_on,
    permanence.perm_placed_foster_carer_date as placed_foster_on,
    permanence.perm_adopted_by_carer_flag as is_adopted_by_carer,
    permanence.perm_decision_reversed_date as reversed_on,
    permanence.perm_decision_reversed_reason as reversed_reason,
    permanence.perm_permanence_order_date as adopted_on,
    permanence.perm_permanence_order_type as order_type,
    care.entered_on,
    case
        when care.care_id is null then 'missing link'
        when care.entered_on is null then 'no date of entering care'
    end as why_no_entry,
    age_band(birth.born, care.entered_on) as age_at_entry,
    case permanence.perm_part_of_sibling_group
        when '1' then 'In a sibling group'
        when '0' then 'Not in a sibling group'
    end as sibling_group,
    birth.born,
    row_number() over (order by permanence.perm_table_id, permanence.source_file, permanence.source_row) as row_no
from ssd.permanence as permanence
left join prepare.entered_care as care on permanence.perm_cla_id = care.care_id
left join prepare.births as birth on permanence.perm_person_id = birth.person_id
order by row_no
