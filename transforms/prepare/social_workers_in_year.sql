/* prepare
says: how many social workers a looked-after child has had in the 12 months that end with each period, each once - those with an involvement
  in a case worker's role and a Social Work England number that touches the child's care on any day of them, end days included. The
  change reason is the latest one recorded on these involvements.
grain: one child with an open care episode and a social worker at one period's end
*/
with care as (
    select distinct
        child.period_end,
        child.person_id,
        greatest(episode.start_date, addm(child.period_end + 1, -12)) as first_day,
        least(episode.ceased_date, child.period_end) as last_day
    from prepare.looked_after as child
    inner join prepare.care_episodes as episode
        on child.person_id = episode.person_id
        and episode.start_date <= child.period_end
        and coalesce(episode.ceased_date, date 'infinity') >= addm(child.period_end + 1, -12)
    where child.excluded is null
        and episode.excluded is null
        and coalesce(episode.ceased_date, date 'infinity') >= episode.start_date
)

select
    care.period_end,
    care.person_id,
    count(distinct involvement.worker_id) as workers,
    arg_max(reason.label, (involvement.start_date, involvement.involvement_id, reason.label)) as worker_change_reason
from care
inner join prepare.social_worker_involvements as involvement
    on care.person_id = involvement.person_id
    and involvement.start_date <= care.last_day
    and coalesce(involvement.end_date, date 'infinity') >= greatest(care.first_day, involvement.start_date)
left join prepare.labels as reason
    on involvement.change_reason = reason.code and reason.code_set = 'worker_change_reason'
group by care.period_end, care.person_id
order by care.period_end, care.person_id
