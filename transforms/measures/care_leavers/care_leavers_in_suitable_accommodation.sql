/* measure
title: Care leavers in suitable accommodation
question: Do young people have a safe place to live?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: {value: 85, area: England, year: 2019, source: "DfE Children looked after; 19 to 21 year olds, latest England table found"}
source: DfE Children looked after methodology
breakdowns: [age_group, suitability, accommodation_type, uasc, in_custody]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility, ssd.care_leavers.clea_care_leaver_in_touch,
  ssd.care_leavers.clea_care_leaver_accom_suitable, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.care_leavers.clea_table_id, ssd.care_leavers.clea_care_leaver_latest_contact,
  ssd.care_leavers.clea_care_leaver_accommodation, ssd.immigration_status.immi_person_id,
  ssd.immigration_status.immi_immigration_status, ssd.immigration_status.immi_immigration_status_start_date]
table: ssd.care_leavers
numerator_says: Those whose accommodation is recorded as suitable
denominator_says: Relevant and former relevant young people aged 19 to 21 at the period's end, without those who died or returned home
edge_cases:
  - A row of a care leaver describes today only, so earlier periods use today's row with the age of then.
  - The whole is ages 19 to 21; ages 17 and 18 are the age group 17-18 only.
  - Unknown counts as not suitable and is a row of its own (suitability, Not known); so are abroad and deported without a suitability.
  - In custody the recorded code is used, whatever it is.
  - DIED and RHOM are out, and so are qualifying-only young people. Of several rows of one young person the latest contact wins (G2).
  - A young person without a date of birth or an eligibility is listed and not counted.
*/
select
    leaver.table_id as record_id,
    leaver.person_id,
    leaver.period_end as at,
    coalesce(leaver.suitability = '1', false)::int as numerator,
    leaver.excluded,
    leaver.only_in,
    leaver.age_group,
    leaver.uasc,
    leaver.in_custody,
    suitable.label as suitability,
    home.label as accommodation_type
from prepare.care_leavers_17_to_21 as leaver
left join prepare.labels as suitable
    on leaver.suitability = suitable.code and suitable.code_set = 'accommodation_suitability'
left join prepare.labels as home on leaver.accommodation = home.code and home.code_set = 'accommodation'
order by leaver.period_end, record_id
