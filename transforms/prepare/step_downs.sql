/* prepare
says: the episodes of need that stepped down to early help, closed for reason RC9, or with a step transfer DOWN of the same child on the
  day they closed. One for each child and close date; the lowest referral id (as text) stays, the others are repeats, and so is an episode
  whose referral is itself a repeat (G2).
grain: one closed episode
*/
with transfer as (
    select
        person_id,
        decision_date,
        min(not_started_reason) as not_started_reason
    from sup.step_transfers
    where direction = 'DOWN'
    group by person_id, decision_date
),

stepped_down as (
    select
        episode.referral_id,
        episode.person_id,
        episode.close_date,
        coalesce(episode.excluded = 'G2', false) as is_repeat,
        transfer.not_started_reason
    from prepare.referrals_once as episode
    left join transfer
        on episode.person_id = transfer.person_id and episode.close_date = transfer.decision_date
    where episode.close_date is not null and (episode.close_reason = 'RC9' or transfer.person_id is not null)
)

select
    referral_id,
    person_id,
    close_date,
    not_started_reason,
    case
        when person_id is null then 'missing link'
        when is_repeat then 'G2'
        when row_number() over (partition by person_id, close_date, is_repeat order by referral_id) > 1 then 'G2'
    end as excluded
from stepped_down
order by referral_id, person_id
