/* measure
title: Assessments ending in no further action
question: Is the assessment effort going to children who need help?
unit: percent
kind: flow
direction: neutral
target: null
benchmark: null
source: Annex A List 4; ssd-data-model
breakdowns: [team, source_group, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_assessment_auth_date,
  ssd.cin_assessments.cina_assessment_outcome_nfa, ssd.cin_assessments.cina_assessment_outcome_json]
optional: [ssd.cin_assessments.cina_person_id, ssd.cin_assessments.cina_referral_id, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_referral_source_code]
table: ssd.cin_assessments
numerator_says: Those that ended in no further action and in nothing else
denominator_says: Assessments authorised in the period whose outcome is recorded
edge_cases:
  - An outcome left blank is listed and not counted ('no outcome').
  - It counts only when no other outcome flag is yes (flags of no further action, the count and the comments aside); a step-down to early
    help is another outcome, so it is not no further action.
  - England's 30.8% (DfE, 2025) is of referrals assessed as not in need, so it is not compared.
*/
with referral as (
    select
        episode.cine_referral_id as referral_id,
        min(source_groups.source_group) as source_group
    from ssd.cin_episodes as episode
    inner join prepare.source_groups on episode.cine_referral_source_code = source_groups.source_code
    group by episode.cine_referral_id
),

other_outcome as (
    select distinct delivered.outcome
    from (
        select distinct outcome
        from prepare.assessments_once
        where outcome is not null
    ) as delivered
    cross join lateral json_each(try_cast(delivered.outcome as json)) as flag
    where ends_with(upper(flag.key), '_FLAG') and not starts_with(upper(flag.key), 'NFA_')
        and upper(flag.value ->> '$') in ('Y', 'YES', '1', 'TRUE')
)

select
    assessment.assessment_id as record_id,
    assessment.person_id,
    assessment.auth_date as at,
    (upper(assessment.outcome_nfa) in ('Y', 'YES', '1', 'TRUE') and other_outcome.outcome is null)::int as numerator,
    case
        when assessment.is_repeat then 'G2'
        when nullif(trim(assessment.outcome_nfa), '') is null then 'no outcome'
    end as excluded,
    referral.source_group
from prepare.assessments_once as assessment
left join other_outcome on assessment.outcome = other_outcome.outcome
left join referral on assessment.referral_id = referral.referral_id
where assessment.auth_date is not null
order by record_id
