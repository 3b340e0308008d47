/* prepare
says: every audit with the rule that takes it out before counting; a repeat of an audit id is G2, one without a date of completion is G4
grain: one row of sup_audits
*/
select
    audit_id,
    person_id,
    team_id,
    manager_id,
    theme,
    case_status,
    auditor_role,
    planned,
    completed_date,
    auditor_grade,
    oversight_grade,
    case
        when audit_id is not null and row_number() over (partition by audit_id order by source_file, source_row) > 1 then 'G2'
        when completed_date is null then 'G4'
    end as excluded
from sup.audits
order by audit_id, source_file, source_row
