/* prepare
says: the children in need at the end of each period, whatever their age (G12), by the episodes open then without repeats of a referral. Of
  several open episodes of a child the earliest counts, then the lowest id. One without a referral date that had not closed is listed (G4).
grain: one open episode at one period's end; one row a child and period has `excluded` empty
*/
with snapshot as (
    select distinct period_end
    from periods
)

select
    snapshot.period_end,
    episode.referral_id,
    episode.person_id,
    episode.referral_date,
    coalesce(
        episode.excluded,
        case
            when row_number() over (
                partition by snapshot.period_end, episode.person_id, episode.excluded
                order by episode.referral_date, episode.referral_id
            ) > 1 then 'G2'
        end
    ) as excluded
from snapshot
inner join prepare.referrals_once as episode
    on coalesce(episode.referral_date, date '-infinity') <= snapshot.period_end
    and coalesce(episode.close_date, date 'infinity') > snapshot.period_end
order by snapshot.period_end, episode.person_id, episode.referral_id
