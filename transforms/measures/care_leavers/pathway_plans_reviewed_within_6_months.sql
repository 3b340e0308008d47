/* measure
title: Pathway plans reviewed in the last six months
question: Is each plan kept up to date?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: Care leavers regulations and guidance (review at least every six months)
breakdowns: [age_group, team, personal_adviser, eligibility]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility, ssd.care_leavers.clea_care_leaver_in_touch,
  ssd.care_leavers.clea_pathway_plan_review_date, ssd.person.pers_person_id, ssd.person.pers_dob, ssd.cla_episodes.clae_person_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date]
optional: [ssd.care_leavers.clea_table_id, ssd.care_leavers.clea_care_leaver_latest_contact,
  ssd.care_leavers.clea_care_leaver_personal_advisor, ssd.cla_episodes.clae_cla_episode_id, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date]
table: ssd.care_leavers
numerator_says: Those whose latest plan or review was in the six months that end with the period, exactly six months ago included
denominator_says: Eligible, relevant and former relevant young people aged 16 to 20 at the period's end, eligible for three months or more
edge_cases:
  - A row of a care leaver describes today only, so earlier periods use today's row; a review after the period's end does not count there.
  - The date is the later of plan start and last review, as the record holds it; none on record is not met.
  - Newly eligible is out until three months after the day worked out from care since the 14th birthday (16 or over and 91 days in all);
    whoever has no such day, for want of care on record, stays in.
  - Ages 21 to 24 are the age group 21-24 only, and those who no longer require services (NREQ) are not receiving support, so not in it.
  - DIED and RHOM are out. Of several rows of one young person the latest contact wins, then the lowest id (G2).
  - A young person without a date of birth or an eligibility is listed and not counted. The statutory target is 100%.
  - The team is that of the allocated worker (G11), not the team on the care leaver's own row.
*/
select
    leaver.table_id as record_id,
    leaver.person_id,
    leaver.period_end as at,
    coalesce(leaver.review_date between addm(leaver.period_end, -6) and leaver.period_end, false)::int as numerator,
    case
        when leaver.excluded is not null then leaver.excluded
        when addm(care.eligible_on, 3) > leaver.period_end then 'newly eligible'
    end as excluded,
    case when leaver.age >= 21 then 'age_group' end as only_in,
    case when leaver.age >= 21 then '21-24' when leaver.age >= 16 then '16-20' end as age_group,
    leaver.personal_adviser,
    leaver.eligibility
from prepare.care_leavers_at as leaver
left join prepare.care_eligibility as care on leaver.person_id = care.person_id
where coalesce(leaver.eligibility, 'Eligible') in ('Eligible', 'Relevant', 'Former Relevant')
    and coalesce(leaver.age, 16) between 16 and 24
    and (coalesce(leaver.age, 16) <= 20 or leaver.in_touch is distinct from 'NREQ')
order by leaver.period_end, record_id
