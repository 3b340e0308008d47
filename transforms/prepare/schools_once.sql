/* prepare
says: every school and college; of rows with one reference number the first stays, the rest are repeats
grain: one school
*/
select
    school.urn,
    school.name,
    phase.label as phase,
    school.school_type,
    school.open_date,
    school.close_date,
    school.in_area,
    school.urn is not null
    and row_number() over (partition by school.urn order by school.source_file, school.source_row) > 1 as is_repeat
from sup.schools as school
left join prepare.labels as phase on school.phase = phase.code and phase.code_set = 'school_phase'
order by school.urn, school.source_file, school.source_row
