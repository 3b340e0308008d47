/* prepare
says: the factors found by an assessment, each code once over all its rows. The JSON is a list of codes, or a map from code to whether it
  was found (a blank, a no or not known is not found), or from any name to a code. An assessment without a recorded factor has no row.
grain: one assessment with recorded factors
*/
with delivered as (
    select distinct cinf_assessment_factors_json as factors
    from ssd.assessment_factors
    where cinf_assessment_factors_json is not null
),

part as (
    select
        delivered.factors,
        upper(trim(part.key)) as name,
        upper(trim(part.atom ->> '$')) as said,
        part.key is null or ends_with(part.fullkey, ']') as is_of_list
    from delivered
    cross join lateral json_tree(try_cast(delivered.factors as json)) as part
    where part.atom is not null
),

found as (
    select distinct
        factors,
        case
            when is_of_list then said
            when not regexp_full_match(name, '[0-9]{1,2}[A-Z]|20|21')
                then case when regexp_full_match(said, '[0-9]{1,2}[A-Z]|20|21') then said end
            when said not in ('N', 'NO', 'FALSE', '0', 'NA', 'N/A', 'NK', 'NOT KNOWN', 'UNKNOWN') then name
        end as code
    from part
    where said <> ''
)

select
    assessment.cinf_assessment_id as assessment_id,
    list(distinct found.code order by found.code) as codes
from ssd.assessment_factors as assessment
inner join found on assessment.cinf_assessment_factors_json = found.factors
where assessment.cinf_assessment_id is not null and found.code is not null
group by assessment.cinf_assessment_id
order by assessment_id
