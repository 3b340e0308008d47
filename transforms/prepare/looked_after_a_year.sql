/* prepare
says: the children looked after at the end of each period; out are those whose period of care began less than 12 months before (exactly 12
  months is long enough), by the earliest of their periods still open
grain: one open episode at one period's end; one row a child and period at most has `excluded` empty
*/
select
    period_end,
    episode_id,
    person_id,
    born,
    case
        when excluded is not null then excluded
        when addm(
            min(care_start) filter (where excluded is null or excluded = 'G2') over (partition by period_end, person_id), 12
        ) > period_end then 'under 12 months'
    end as excluded
from prepare.looked_after
order by period_end, person_id, episode_id
