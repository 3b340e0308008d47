/* measure
title: Referral rate per 10,000 children (rolling year)
question: Is demand rising or falling, allowing for population?
unit: rate_per_10000
kind: rolling_12_months
also: [flow]
direction: neutral
target: null
benchmark: null
source: DfE Children in need methodology (rates use ONS mid-year estimates 0-17)
breakdowns: [source_group, primary_need, age_band, sex, ethnicity, disability]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, sup.population.la_code,
  sup.population.mid_year, sup.population.sex, sup.population.single_year_of_age, sup.population.ethnicity_group,
  sup.population.release_version, sup.population.published_date, sup.population.population]
optional: [ssd.cin_episodes.cine_referral_source_code, ssd.cin_episodes.cine_cin_primary_need_code]
table: ssd.cin_episodes
numerator_says: Referrals in the 12 months that end with the period, once for each child and referral date
denominator_says: Residents aged 0 to 17, ONS mid-year estimate
edge_cases:
  - Unborn children count in the numerator, as DfE counts them.
  - Two referrals of one child on one day are one (G2); the lowest id, compared as text, stays.
  - A referral on a case already open is kept.
  - The quarter's own count is shown beside the rate and is not multiplied by four.
*/
select
    referral.referral_id as record_id,
    referral.person_id,
    referral.referral_date as at,
    1 as numerator,
    referral.excluded,
    source_groups.source_group,
    referral_needs.primary_need
from prepare.referrals_once as referral
left join prepare.source_groups on referral.source_code = source_groups.source_code
left join prepare.referral_needs on referral.referral_id = referral_needs.referral_id
order by record_id, person_id
