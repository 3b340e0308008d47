/* measure
title: Wait from referral to an allocated social worker
question: How long does a child wait for a named social worker?
unit: median_days
kind: flow
direction: lower_better
target: {value: 1, basis: local}
benchmark: null
source: local default built on SSD involvements
breakdowns: [team, primary_need, age_band]
audiences: [ofsted, board, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_referral_nfa, ssd.involvements.invo_person_id, ssd.involvements.invo_professional_id,
  ssd.involvements.invo_professional_role_id, ssd.involvements.invo_involvement_start_date, ssd.involvements.invo_involvement_end_date,
  ssd.involvements.invo_referral_id, ssd.professionals.prof_professional_id, ssd.professionals.prof_social_worker_registration_no]
optional: [ssd.cin_episodes.cine_cin_primary_need_code, ssd.involvements.invo_involvements_id]
table: ssd.cin_episodes
numerator_says: Working days from the referral to the first day of the first social worker's involvement
denominator_says: Referrals in the period, once for each child and date, that led to action and had a social worker by the extract
edge_cases:
  - An involvement counts if its role is a case worker's, the worker has a Social Work England number, and it carries this referral's id.
    Only where none of those carries it, one of the same child that started on or after the referral counts. A team alone is no worker.
  - A worker who held the case before the referral is a wait of 0 days, where the involvement carries this referral's id and was still open.
  - A referral with nobody is listed and not counted ('not yet allocated'). One with no answer to "no further action" counts.
  - An involvement without a start date, or that starts after the extract was taken, is nobody's.
*/
select
    referral.referral_id as record_id,
    referral.person_id,
    referral.referral_date as at,
    wd(referral.referral_date, allocated.first_day) as value,
    case
        when referral.excluded is not null then referral.excluded
        when lower(referral.no_further_action) in ('y', 'yes', '1', 'true') then 'ended in no further action'
        when allocated.first_day is null then 'not yet allocated'
    end as excluded,
    referral_needs.primary_need
from prepare.referrals_once as referral
left join prepare.first_social_worker as allocated
    on referral.referral_id = allocated.referral_id
    and referral.person_id = allocated.person_id
    and referral.referral_date = allocated.referral_date
left join prepare.referral_needs on referral.referral_id = referral_needs.referral_id
order by record_id, referral.person_id
