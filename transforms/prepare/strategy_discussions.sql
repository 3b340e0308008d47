/* prepare
says: every strategy discussion with the child's latest referral on or before it (of one day the lowest id), and why it does not count. G2
  keeps the first row of a child, day and kind.
grain: one child in one strategy discussion
*/
with referral as (
    select
        cine_person_id as person_id,
        cine_referral_date as referral_date,
        min(cine_referral_id) as referral_id
    from ssd.cin_episodes
    where cine_referral_date is not null
    group by cine_person_id, cine_referral_date
)

select
    discussion.person_id,
    discussion.discussion_date,
    discussion.discussion_type,
    discussion.trigger_date,
    discussion.team_id,
    referral.referral_id,
    case
        when discussion.person_id is null then 'missing link'
        when discussion.discussion_date is null then 'G4'
        when row_number() over (
            partition by discussion.person_id, discussion.discussion_date, discussion.discussion_type
            order by discussion.source_file, discussion.source_row
        ) > 1 then 'G2'
        when discussion.discussion_type = 'REVIEW' then 'review meeting'
        when discussion.trigger_date is null then 'no trigger date'
        when discussion.discussion_date < discussion.trigger_date then 'G5'
    end as excluded
from sup.strategy_discussions as discussion
asof left join referral
    on discussion.person_id = referral.person_id and discussion.discussion_date >= referral.referral_date
order by discussion.person_id, discussion.discussion_date, discussion.discussion_type
