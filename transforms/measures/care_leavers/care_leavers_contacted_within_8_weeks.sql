/* measure
title: Care leavers contacted by their adviser in the last eight weeks
question: Do personal advisers keep up regular contact?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: Planning transition to adulthood guidance (volume 3) as summarised by advice bodies; 56 days is the local reading of two months
breakdowns: [age_group, statutory_age, personal_adviser, accommodation_type, in_custody]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.care_leavers.clea_person_id, ssd.care_leavers.clea_care_leaver_eligibility, ssd.care_leavers.clea_care_leaver_in_touch,
  ssd.care_leavers.clea_care_leaver_latest_contact, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [ssd.care_leavers.clea_table_id, ssd.care_leavers.clea_care_leaver_accommodation,
  ssd.care_leavers.clea_care_leaver_personal_advisor, ssd.immigration_status.immi_person_id]
table: ssd.care_leavers
numerator_says: Those whose latest contact was in the 56 days that end with the period's last day
denominator_says: Relevant and former relevant young people aged 19 to 21 at the period's end, without those who died or returned home
edge_cases:
  - A row of a care leaver describes today only, so earlier periods use today's row; a latest contact after the period's end is not in its
    56 days, so it does not count there.
  - Contact on the last day counts; exactly 56 days earlier does not. No contact on record is not met.
  - The whole is ages 19 to 21; ages 17 and 18 are the age group 17-18 only. The statutory row is ages 17 to 20; 21 stands beside it.
  - The record holds one latest contact and not who made it; contact by another service must not be entered there.
  - DIED and RHOM are out, and so are qualifying-only young people. Of several rows of one young person the latest contact wins (G2).
  - A young person without a date of birth or an eligibility is listed and not counted.
*/
with leaver as (
    select
        *,
        coalesce(latest_contact between period_end - 55 and period_end, false)::int as is_contacted,
        case when age <= 20 then '17-20' when age = 21 then '21' end as statutory_age
    from prepare.care_leavers_17_to_21
),

shown as (
    select * from leaver
    union all
    -- The statutory row holds those aged 17 and 18 too, whom the whole leaves out.
    select * replace ('statutory_age' as only_in) from leaver where only_in = 'age_group' and excluded is null
)

select
    shown.table_id as record_id,
    shown.person_id,
    shown.period_end as at,
    shown.is_contacted as numerator,
    shown.excluded,
    shown.only_in,
    shown.age_group,
    shown.statutory_age,
    shown.personal_adviser,
    shown.in_custody,
    labels.label as accommodation_type
from shown
left join prepare.labels on shown.accommodation = labels.code and labels.code_set = 'accommodation'
order by shown.period_end, record_id, only_in
