/* measure
title: Agreed additional posts filled
question: Have the extra social workers arrived?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [permanent_or_agency, team]
audiences: [ofsted, board, scrutiny]
needs: [sup.posts.post_id, sup.posts.additional_flag, sup.posts.funded_fte, sup.posts.approved_date, sup.posts.start_date,
  sup.posts.end_date, sup.workforce.post_id, sup.workforce.fte, sup.workforce.start_date, sup.workforce.leave_date]
optional: [sup.posts.requires_social_worker, sup.posts.role, sup.posts.service, sup.posts.team_id, sup.workforce.employment_type,
  sup.workforce.spell_id]
table: sup.posts
numerator_says: Of these, full-time equivalent filled by employees or agency staff
denominator_says: Funded full-time equivalent of the posts marked as additional at the period's end
team: none
edge_cases:
  - Additional is a post marked so and approved after the day of the setting additional_since (26 July 2019); one marked so without a date
    of approval is listed and left out, and so is one without its funded full-time equivalent or its start date (G4).
  - A post is filled by the full-time equivalent of those who hold it on the last day (a last working day then is left), but never by more
    than its own; employees fill it first, agency staff what they leave. A holder without a full-time equivalent fills nothing.
  - A post deleted on the last day is closed. A post filled from within leaves another vacancy, which vacancy_rate shows.
*/
with post as (
    select
        *,
        least(employed_fte, funded_fte) as by_employees,
        least(employed_fte + agency_fte, funded_fte) as filled,
        (select value::date from ref.setting where name = 'additional_since') as additional_since
    from prepare.posts_at
    where additional_flag = 'Y'
)

select
    post.post_id as record_id,
    null as person_id,
    post.period_end as at,
    case part.label
        when 'Employees and agency staff' then post.filled
        when 'Employees' then post.by_employees
        else post.filled - post.by_employees
    end as numerator,
    post.funded_fte as denominator,
    coalesce(post.excluded, case when post.approved_date is null then 'no date of approval' end) as excluded,
    post.team,
    part.label as permanent_or_agency,
    part.only_in
from post
cross join (
    values ('Employees and agency staff', null), ('Employees', 'permanent_or_agency'), ('Agency staff', 'permanent_or_agency')
) as part (label, only_in)
where coalesce(post.approved_date > post.additional_since, true)
order by post.period_end, record_id, part.label
