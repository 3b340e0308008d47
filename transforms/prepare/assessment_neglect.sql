/* prepare
says: whether the factors found by an assessment include neglect (16A); an assessment without recorded factors has no row
grain: one assessment with recorded factors
*/
select
    assessment_id,
    case when list_contains(codes, '16A') then 'Neglect' else 'No neglect' end as neglect_factor
from prepare.assessment_factor_codes
order by assessment_id
