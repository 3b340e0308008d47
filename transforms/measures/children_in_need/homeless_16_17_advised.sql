/* measure
title: Homeless 16-17 year olds jointly assessed and told their rights
question: Do young people know their choices?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [outcome, sex, ethnicity]
audiences: [ofsted, board]
needs: [sup.homeless_1617.person_id, sup.homeless_1617.presentation_date, sup.homeless_1617.joint_assessment_start_date,
  sup.homeless_1617.rights_advice_date, ssd.person.pers_person_id, ssd.person.pers_dob]
optional: [sup.homeless_1617.outcome]
table: sup.homeless_1617
numerator_says: Those with a joint assessment started within 1 working day and written advice on their rights recorded
denominator_says: Times that young people of 16 or 17 presented as homeless, a return within 28 days left out
lookback_months: 6
edge_cases:
  - Aged 16 or 17 on the day of presenting, so an 18th birthday during the assessment changes nothing. Nobody of another age is counted.
  - A presentation no more than 28 days after the last one that counted is a repeat (G2); one that is left out starts no 28 days.
  - Advice is met by its date, whatever the date; advice offered and refused has one. Exactly 1 working day is met.
  - An assessment dated before the presentation is taken out (G5). Without a date of birth the age is unknown and the record is out.
*/
select
    concat_ws('|', presentation.person_id, presentation.presentation_date) as record_id,
    presentation.person_id,
    presentation.presentation_date as at,
    coalesce(
        wd(presentation.presentation_date, presentation.joint_assessment_start_date) <= 1
        and presentation.rights_advice_date is not null,
        false
    )::int as numerator,
    presentation.excluded,
    labels.label as outcome
from prepare.homeless_presentations as presentation
left join prepare.labels on presentation.outcome = labels.code and labels.code_set = 'homeless_outcome'
order by record_id
