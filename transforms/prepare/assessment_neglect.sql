/* prepare
says: whether the factors found by an assessment include neglect (16A); an assessment without recorded factors has no row
grain: one assessment with recorded factors
*/
with factors as (
    select
        cinf_assessment_id as assessment_id,
        json_extract_string(try_cast(cinf_assessment_factors_json as json), '$[*]') as codes
    from ssd.assessment_factors
)

select
    assessment_id,
    case when bool_or(list_contains(codes, '16A')) then 'Neglect' else 'No neglect' end as neglect_factor
from factors
where len(codes) > 0
group by assessment_id
order by assessment_id
