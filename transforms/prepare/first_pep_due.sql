/* prepare
says: by when each period of care is to have a personal education plan (its 20th working day), and since when a completed plan counts for
  it, from its own start or from that of an earlier period of care that ended no more than 28 days before. Excluded are a child not from
  Reception to Year 11 on the start, and one not in care on the day by an episode of the period. Episodes in no period are listed too.
grain: one period of care, known by its first episode, or one excluded episode
*/
with period as (
    select
        this.care_id,
        this.episode_id,
        this.person_id,
        this.care_start,
        addwd(this.care_start, 20) as due_on,
        least(this.care_start, min(earlier.care_start)) as plans_since
    from prepare.care_periods as this
    left join prepare.care_periods as earlier
        on this.person_id = earlier.person_id
        and this.care_id <> earlier.care_id
        and earlier.care_end between this.care_start - 28 and this.care_start
        and earlier.care_start <= this.care_start
    group by this.care_id, this.episode_id, this.person_id, this.care_start
)

select
    period.episode_id,
    period.person_id,
    period.due_on,
    period.plans_since,
    year_groups.year_group,
    case
        when pupils.person_id is null then 'no date of birth'
        when year_groups.stage is distinct from 'School age' then 'not of school age'
        when not exists (
            select 1
            from prepare.care_episodes as episode
            where period.person_id = episode.person_id
                and period.care_id = episode.care_id
                and period.due_on >= episode.start_date
                and period.due_on < coalesce(episode.ceased_date, date 'infinity')
                and episode.excluded is null
        ) then 'left care'
    end as excluded
from period
left join prepare.pupils on period.person_id = pupils.person_id
left join prepare.year_groups
    on year(period.care_start) - (month(period.care_start) < 9)::int - pupils.reception_year = year_groups.year_no
where period.due_on is not null
union all
select
    episode_id,
    person_id,
    addwd(start_date, 20) as due_on,
    start_date as plans_since,
    null as year_group,
    excluded
from prepare.care_episodes
where excluded is not null and (start_date is null or addwd(start_date, 20) is not null)
order by episode_id, person_id
