/* measure
title: Issues raised by the children's council answered within eight weeks
question: Do leaders act on what young people raise?
unit: percent
kind: flow
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: local default
breakdowns: [theme, who_must_act]
audiences: [ofsted, board, scrutiny]
needs: [sup.cyp_council_issues.issue_id, sup.cyp_council_issues.raised_date, sup.cyp_council_issues.reply_date]
optional: [sup.cyp_council_issues.theme, sup.cyp_council_issues.who_must_act]
table: sup.cyp_council_issues
numerator_says: Those with a reply no later than 56 days after the issue was raised
denominator_says: Issues raised 56 days earlier by the Children in Care Council or the Children and Young People Council
lookback_months: 3
team: none
edge_cases:
  - Placed 56 days after the issue was first raised; day 56 counts.
  - An issue delivered more than once counts once, from its first date and with its first reply (G2). A reply dated before it is taken out
    (G5).
  - Whether the reply says what will change, or why not, is not in the data; a dated reply is taken to.
*/
with issue as (
    select
        *,
        min(reply_date) over (partition by issue_id) as replied_on,
        row_number() over (partition by issue_id order by raised_date nulls last, source_file, source_row) as repeat_no
    from sup.cyp_council_issues
    where issue_id is not null
)

select
    issue_id as record_id,
    null::varchar as person_id,
    raised_date + 56 as at,
    coalesce(replied_on <= raised_date + 56, false)::int as numerator,
    case
        when repeat_no > 1 then 'G2'
        when raised_date is null then 'G4'
        when replied_on < raised_date then 'G5'
    end as excluded,
    theme,
    who_must_act
from issue
order by record_id
