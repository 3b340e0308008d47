/* measure
title: Care leavers in education, employment or training
question: Are young people learning or working?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 60, basis: local}
benchmark: null
source: DfE activity codes
breakdowns: [age_group, activity, sex, uasc, disability]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility, ssd.care_leavers.clea_care_leaver_in_touch,
  ssd.care_leavers.clea_care_leaver_activity, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.care_leavers.clea_table_id, ssd.care_leavers.clea_care_leaver_latest_contact,
  ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date]
table: ssd.care_leavers
numerator_says: Those whose activity code starts with F (full time) or P (part time)
denominator_says: Relevant and former relevant young people aged 19 to 21 at the period's end, without those who died or returned home
edge_cases:
  - A row of a care leaver describes today only, so earlier periods use today's row with the age of then.
  - The whole is ages 19 to 21; ages 17 and 18 are the age group 17-18 only.
  - Part time and apprenticeships count, and so do the old codes F3 and P3.
  - G4, G5, G6 and unknown count as not in education, employment or training; illness (G4) and parenting (G6) are rows of the activity.
  - DIED and RHOM are out, and so are qualifying-only young people. Of several rows of one young person the latest contact wins (G2).
  - A young person without a date of birth or an eligibility is listed and not counted.
*/
select
    leaver.table_id as record_id,
    leaver.person_id,
    leaver.period_end as at,
    coalesce(left(leaver.activity, 1) in ('F', 'P'), false)::int as numerator,
    leaver.excluded,
    leaver.only_in,
    leaver.age_group,
    leaver.uasc,
    labels.label as activity
from prepare.care_leavers_17_to_21 as leaver
left join prepare.labels on leaver.activity = labels.code and labels.code_set = 'activity'
order by leaver.period_end, record_id
