/* prepare
says: every personal education plan; of rows with one key the last that has a grade counts first (by completion, then as delivered)
grain: one plan
*/
select
    pep_id,
    person_id,
    completed_date,
    quality_grade,
    school_urn,
    case
        when pep_id is null then 1
        else row_number() over (
            partition by pep_id
            order by quality_grade is null, completed_date desc nulls last, source_file desc, source_row desc
        )
    end as repeat_no
from sup.pep
order by pep_id, repeat_no
