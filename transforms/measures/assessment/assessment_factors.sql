/* measure
title: Assessments finding neglect, domestic abuse, exploitation or parental mental ill-health
question: What harms are children living with?
unit: percent
kind: flow
direction: neutral
target: null
benchmark: null
source: CIN census factor codes as listed in ssd-data-model ssd_assessment_factors; LIIA expanded assessment factors
breakdowns: [factor_group]
whole: false
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_assessment_auth_date, ssd.assessment_factors.cinf_assessment_id,
  ssd.assessment_factors.cinf_assessment_factors_json]
optional: [ssd.cin_assessments.cina_assessment_outcome_nfa, ssd.cin_assessments.cina_person_id]
table: ssd.cin_assessments
numerator_says: Those that found at least one factor of the group
denominator_says: Assessments authorised in the period that recorded at least one factor, or that there is none (21)
edge_cases:
  - One row for each group of factors and none for all; a child may be in several groups, so they do not add to 100.
  - Neglect is 16A, domestic abuse 3A to 3C, exploitation 11A, 12A, 13A and 24A, parental mental health 4B, parental substance misuse 1B and
    2B, missing 10A. The same code twice counts once; the old codes 18A and 19A belong to none of the groups.
  - Factors are read from a list of codes or a map of codes to yes; a code that the map answers with no, or not at all, is not recorded.
  - Without recorded factors an assessment that ended in no further action is listed as 'nothing recorded, no further action', any other as
    'no factors', which counts in the data-quality flag.
  - "Not built: breakdowns by team, age band, sex, ethnicity, disability and primary need; each would be a breakdown of each group."
*/
with factor_group as (
    select unnest([
        {'label': 'Neglect', 'codes': ['16A']},
        {'label': 'Domestic abuse', 'codes': ['3A', '3B', '3C']},
        {'label': 'Exploitation', 'codes': ['11A', '12A', '13A', '24A']},
        {'label': 'Parental mental health', 'codes': ['4B']},
        {'label': 'Parental substance misuse', 'codes': ['1B', '2B']},
        {'label': 'Missing', 'codes': ['10A']}
    ], recursive := true)
)

select
    assessment.assessment_id as record_id,
    assessment.person_id,
    assessment.auth_date as at,
    coalesce(list_has_any(recorded.codes, factor_group.codes), false)::int as numerator,
    case
        when assessment.is_repeat then 'G2'
        when recorded.codes is null and upper(assessment.outcome_nfa) in ('Y', 'YES', '1', 'TRUE')
            then 'nothing recorded, no further action'
        when recorded.codes is null then 'no factors'
    end as excluded,
    factor_group.label as factor_group,
    'factor_group' as only_in
from prepare.assessments_once as assessment
cross join factor_group
left join prepare.assessment_factor_codes as recorded on assessment.assessment_id = recorded.assessment_id
where assessment.auth_date is not null
order by record_id, factor_group
