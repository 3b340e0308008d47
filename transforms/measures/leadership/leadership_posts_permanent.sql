/* measure
title: Leadership posts filled permanently
question: Is the management team stable?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: local default
breakdowns: [tier, service, filled]
audiences: [ofsted, board, scrutiny]
needs: [sup.posts.post_id, sup.posts.tier, sup.posts.funded_fte, sup.posts.start_date, sup.posts.end_date, sup.workforce.post_id,
  sup.workforce.employment_type, sup.workforce.fte, sup.workforce.start_date, sup.workforce.leave_date, sup.workforce.acting_up]
optional: [sup.posts.service, sup.workforce.spell_id]
table: sup.posts
numerator_says: The part of it that permanent employees fill who are not acting up
denominator_says: Full-time equivalent funded for posts of team managers and above at the period's end
team: none
edge_cases:
  - A post counts its funded full-time equivalent; a vacant post counts there too. Its holders' are added up, never above what is funded.
  - Acting up is not permanent, nor is a fixed term. `filled` shows interim and agency cover in rows of their own.
  - A post or a stay in it that ends on the period's last day is over. A holder whose full-time equivalent is not recorded adds nothing.
  - A post without funded full-time equivalent or tier is listed and not counted; so is one without a start date (G4) and a repeat (G2).
*/
with post as (
    select
        post_id, tier, service, funded_fte, start_date, end_date,
        case
            when row_number() over (partition by post_id order by source_file, source_row) > 1 then 'G2'
            when start_date is null then 'G4'
            when tier is null then 'no tier'
            when funded_fte is null then 'no funded full-time equivalent'
        end as excluded
    from sup.posts
)

select
    post.post_id as record_id,
    null::varchar as person_id,
    snapshot.period_end as at,
    least(coalesce(holding.fte, 0), post.funded_fte) as numerator,
    post.funded_fte as denominator,
    post.excluded,
    tier.label as tier,
    service.label as service,
    way.held_by as filled,
    case when way.held_by <> 'Permanent' then 'filled' end as only_in
from (select distinct period_end from periods) as snapshot
inner join post
    on coalesce(post.start_date, date '-infinity') <= snapshot.period_end
    and coalesce(post.end_date, date 'infinity') > snapshot.period_end
cross join (values ('Permanent'), ('Interim'), ('Agency')) as way (held_by)
left join prepare.posts_filled_at as holding
    on post.post_id = holding.post_id and snapshot.period_end = holding.period_end and way.held_by = holding.held_by
left join prepare.labels as tier on post.tier = tier.code and tier.code_set = 'management_tier'
left join prepare.labels as service on post.service = service.code and service.code_set = 'service_area'
where post.tier is distinct from 'NOT_MANAGEMENT' and (way.held_by = 'Permanent' or post.excluded is null)
order by post.post_id, snapshot.period_end, way.held_by
