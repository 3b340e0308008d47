/* measure
title: Strategy discussions held within one working day
question: When a child may be at risk, do agencies talk straight away?
unit: percent
kind: flow
direction: higher_better
target: {value: 95, basis: local}
benchmark: null
source: local default
breakdowns: [team, assessment_or_long_term_pod, need]
audiences: [ofsted, board, team]
needs: [sup.strategy_discussions.person_id, sup.strategy_discussions.discussion_date, sup.strategy_discussions.discussion_type,
  sup.strategy_discussions.trigger_date]
optional: [sup.strategy_discussions.team_id, sup.workforce.team_id, sup.workforce.service, ssd.cin_episodes.cine_referral_id,
  ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date, ssd.cin_episodes.cine_cin_primary_need_code]
table: sup.strategy_discussions
numerator_says: Those held no more than one working day after the concern that called for them
denominator_says: Strategy discussions held in the period, without review meetings, per child
edge_cases:
  - The clock starts on the day when the concern that met the threshold was received or a manager decided that a discussion was needed.
  - Without that day a discussion is listed and not counted ('no trigger date'); held before it is an impossible order (G5).
  - A concern of Friday evening discussed on Monday is one working day. Siblings discussed together count once each.
  - A second row of the same child, day and kind is a repeat (G2). A kind left blank is not a review meeting.
  - The team is the allocated worker's (G11). The pod is the service that most posts of the discussion's own team belong to, and the need
    that of the child's latest referral on or before the day.
  - No national limit in days was found; Working Together asks for a discussion as soon as harm is suspected.
*/
with post as (
    select team_id, service, count(*) as posts
    from sup.workforce
    group by team_id, service
),

pod as (
    select post.team_id, arg_max(labels.label, (post.posts, post.service)) as label
    from post
    inner join prepare.labels on post.service = labels.code and labels.code_set = 'service_area'
    group by post.team_id
)

select
    concat_ws('|', discussion.person_id, discussion.discussion_date, discussion.discussion_type) as record_id,
    discussion.person_id,
    discussion.discussion_date as at,
    coalesce(wd(discussion.trigger_date, discussion.discussion_date) <= 1, false)::int as numerator,
    discussion.excluded,
    pod.label as assessment_or_long_term_pod,
    referral_needs.primary_need as need
from prepare.strategy_discussions as discussion
left join pod on discussion.team_id = pod.team_id
left join prepare.referral_needs on discussion.referral_id = referral_needs.referral_id
order by record_id
