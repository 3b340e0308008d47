/* measure
title: Pre-proceedings cases reviewed in the last six weeks
question: Do senior managers check progress in pre-proceedings?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [team, senior_manager]
audiences: [ofsted, board]
needs: [ssd.pre_proceedings.prep_person_id, ssd.pre_proceedings.prep_pre_pro_letter_date, ssd.pre_proceedings.prep_pre_pro_decision_date,
  ssd.pre_proceedings.prep_pre_pro_outcome, ssd.pre_proceedings.prep_agree_stepdown_issue_date, sup.plo_reviews.person_id,
  sup.plo_reviews.review_date]
optional: [ssd.pre_proceedings.prep_table_id, sup.plo_reviews.chaired_by_role]
table: ssd.pre_proceedings
numerator_says: Those with a review meeting or legal tracking panel in the 42 days that end with the period
denominator_says: Children in pre-proceedings at the period's end for at least 42 days
lookback_months: 2
edge_cases:
  - The 42 days include the period's last day, so a review 41 days before it counts and one 42 days before does not.
  - Days are counted from the letter, else the decision, as in pre_proceedings_over_16_weeks; exactly 42 days is long enough.
  - A panel on a family counts for each child it is recorded for; the table holds a row for each.
  - The senior manager is the grade of who chaired the child's latest review, however long ago; the extract holds no name.
*/
with review as (
    select
        person_id,
        review_date,
        max(chaired_by_role) as chaired_by_role
    from sup.plo_reviews
    where review_date is not null
    group by person_id, review_date
)

select
    spell.table_id as record_id,
    spell.person_id,
    spell.period_end as at,
    coalesce(review.review_date >= spell.period_end - 41, false)::int as numerator,
    case
        when spell.excluded is not null then spell.excluded
        when cd(spell.start_date, spell.period_end) < 42 then 'under 42 days'
    end as excluded,
    labels.label as senior_manager
from prepare.pre_proceedings_open as spell
asof left join review on spell.person_id = review.person_id and spell.period_end >= review.review_date
left join prepare.labels on review.chaired_by_role = labels.code and labels.code_set = 'management_tier'
order by spell.period_end, record_id
