/* measure
title: Re-referrals within 12 months
question: Are families coming back because the first response did not last?
unit: percent
kind: rolling_12_months
also: [flow]
direction: lower_better
target: {value: 20, basis: local, floor: 25}
benchmark: {value: 22.6, area: England, year: 2025, source: "DfE Children in need, year ending 31 March 2025"}
source: "DfE Children in need methodology: referral within 12 months of a previous referral; LIIA CIN reports"
breakdowns: [source_group, primary_need, neglect_factor, age_band, sex, ethnicity, closing_team]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date]
optional: [ssd.cin_episodes.cine_close_date, ssd.cin_episodes.cine_referral_source_code, ssd.cin_episodes.cine_cin_primary_need_code,
  ssd.cin_assessments.cina_assessment_id, ssd.cin_assessments.cina_referral_id, ssd.assessment_factors.cinf_assessment_id,
  ssd.assessment_factors.cinf_assessment_factors_json, ssd.involvements.invo_involvements_id, ssd.involvements.invo_person_id,
  ssd.involvements.invo_professional_id, ssd.involvements.invo_professional_role_id, ssd.involvements.invo_professional_team,
  ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date, ssd.department.dept_team_id,
  ssd.department.dept_team_name]
table: ssd.cin_episodes
numerator_says: Those of a child with an earlier referral in the 12 months before
denominator_says: Referrals in the 12 months that end with the period, once for each child and referral date
lookback_months: 12
edge_cases:
  - Exactly 12 months earlier counts. Several earlier referrals count once; three referrals in a year give two re-referrals.
  - A second referral on the same day is a repeat, taken out first (G2).
  - A referral made to another council is not seen, so a child who moved in is a first referral.
  - closing_team is the team that held the case the day before the latest of the earlier referrals in those 12 months closed.
*/
select
    referral.referral_id as record_id,
    referral.person_id,
    referral.referral_date as at,
    (earlier.earlier_date is not null)::int as numerator,
    referral.excluded,
    source_groups.source_group,
    referral_needs.primary_need,
    referral_neglect.neglect_factor,
    case
        when earlier.earlier_date is null then 'No earlier referral'
        when earlier.close_date is null then 'Earlier case not closed'
        else holder.team
    end as closing_team
from prepare.referrals_once as referral
left join prepare.source_groups on referral.source_code = source_groups.source_code
left join prepare.referral_needs on referral.referral_id = referral_needs.referral_id
left join prepare.referral_neglect on referral.referral_id = referral_neglect.referral_id
left join prepare.earlier_referrals as earlier
    on referral.person_id = earlier.person_id and referral.referral_date = earlier.referral_date
left join prepare.held_at_closure as holder
    on referral.person_id = holder.person_id and earlier.close_date = holder.close_date
order by record_id, referral.person_id
