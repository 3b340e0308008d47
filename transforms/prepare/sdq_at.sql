/* prepare
says: the children whose strengths and difficulties questionnaire is due at the end of each period - looked after for 12 months, aged 4 to
  16 - and their latest valid score (a whole number from 0 to 40) of the 12 months; of two on one day the higher. Reason SDQ1 in them
  takes the child out. Exactly 12 months ago is too long ago.
grain: one open episode at one period's end; one row a child and period at most has `excluded` empty
*/
with answer as (
    select
        csdq_person_id as person_id,
        csdq_sdq_completed_date as completed_on,
        csdq_sdq_reason as reason,
        try_cast(csdq_sdq_score as decimal(18, 6)) as score
    from ssd.sdq_scores
),

year as (
    select
        snapshot.period_end,
        answer.person_id,
        bool_or(coalesce(answer.reason = 'SDQ1', false)) as is_not_due,
        arg_max(answer.score, (answer.completed_on, answer.score)) filter (
            where answer.score between 0 and 40 and answer.score = floor(answer.score)
        ) as score
    from (select distinct period_end from periods) as snapshot
    inner join answer
        on answer.completed_on > addm(snapshot.period_end, -12) and answer.completed_on <= snapshot.period_end
    group by snapshot.period_end, answer.person_id
)

select
    child.period_end,
    child.episode_id,
    child.person_id,
    year.score,
    case
        when child.excluded is not null then child.excluded
        when child.born is null then 'no date of birth'
        when age(child.born, child.period_end) not between 4 and 16 then 'not 4 to 16'
        when year.is_not_due then 'SDQ1'
    end as excluded
from prepare.looked_after_a_year as child
left join year on child.person_id = year.person_id and child.period_end = year.period_end
order by child.period_end, child.person_id, child.episode_id
