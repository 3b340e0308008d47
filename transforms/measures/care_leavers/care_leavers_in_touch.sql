/* measure
title: Care leavers in touch with the council
question: Are we still in contact with our young people?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 95, basis: local}
benchmark: {value: 91, area: England, year: 2021, source: DfE figures as reported by CYP Now; 19 to 21 year olds}
source: DfE Children looked after methodology (care leavers); SSD code set
breakdowns: [age_group, sex, ethnicity, uasc, in_custody, in_touch]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility, ssd.care_leavers.clea_care_leaver_in_touch,
  ssd.care_leavers.clea_care_leaver_latest_contact, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.care_leavers.clea_table_id, ssd.care_leavers.clea_care_leaver_accommodation,
  ssd.immigration_status.immi_person_id, ssd.immigration_status.immi_immigration_status,
  ssd.immigration_status.immi_immigration_status_start_date]
table: ssd.care_leavers
numerator_says: Those recorded as in touch (YES)
denominator_says: Relevant and former relevant young people aged 19 to 21 at the period's end, without those who died or returned home
edge_cases:
  - A row of a care leaver describes today only, so earlier periods use today's row with the age of then.
  - The whole is ages 19 to 21; ages 17 and 18 are the age group 17-18 only. A 22nd birthday on the last day is out.
  - REFU, NREQ, NO and blank stay in as not in touch; DIED and RHOM are out, and so are qualifying-only young people.
  - Of several rows of one young person the latest contact wins, before anything else is looked at, then the lowest id (G2).
  - A young person without a date of birth or an eligibility is listed and not counted.
  - DfE takes its yearly figure around the birthday; this one is today's record, so the two differ.
  - Unaccompanied is whoever was ever recorded so by then; in custody is accommodation X.
  - Not built; a breakdown by distance (no field holds where a care leaver lives).
*/
select
    leaver.table_id as record_id,
    leaver.person_id,
    leaver.period_end as at,
    coalesce(leaver.in_touch = 'YES', false)::int as numerator,
    leaver.excluded,
    leaver.only_in,
    leaver.age_group,
    leaver.uasc,
    leaver.in_custody,
    labels.label as in_touch
from prepare.care_leavers_17_to_21 as leaver
left join prepare.labels on leaver.in_touch = labels.code and labels.code_set = 'in_touch'
order by leaver.period_end, record_id
