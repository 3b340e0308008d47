/* measure
title: Referrals ending in no further action
question: Are the right cases coming through as referrals?
unit: percent
kind: flow
direction: neutral
target: null
benchmark: {value: 6.5, area: England, year: 2025, source: "DfE Children in need, year ending 31 March 2025"}
source: DfE Children in need methodology; Annex A List 3
breakdowns: [source_group, team, age_band, sex, ethnicity, disability]
audiences: [ofsted, board, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_referral_nfa]
optional: [ssd.cin_episodes.cine_referral_source_code]
table: ssd.cin_episodes
numerator_says: Those that ended in no further action
denominator_says: Referrals in the period with an answer to "no further action", once for each child and referral date
edge_cases:
  - A referral with no answer is listed and not counted.
  - No further action at referral differs from an assessment that ends in no further action.
  - Spellings of yes are mapped to Y when the extract is typed; Yes, 1 and true are understood here too.
*/
select
    referral.referral_id as record_id,
    referral.person_id,
    referral.referral_date as at,
    (lower(referral.no_further_action) in ('y', 'yes', '1', 'true'))::int as numerator,
    case
        when referral.excluded is not null then referral.excluded
        when referral.no_further_action is null then 'no answer'
    end as excluded,
    source_groups.source_group
from prepare.referrals_once as referral
left join prepare.source_groups on referral.source_code = source_groups.source_code
order by referral.referral_id, referral.person_id
