/* measure
title: Social worker vacancy rate
question: How many posts are empty?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 15, basis: local}
benchmark:
  value: 14.2
  area: England
  year: 2025
  source: DfE Children's social work workforce, reporting year 2025 (30 September 2025; 5,965.4 FTE); 18.9% in 2023
source: DfE Children's social work workforce (vacancies / (vacancies + in post), FTE - checked against published figures)
breakdowns: [team, service, role]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.posts.post_id, sup.posts.requires_social_worker, sup.posts.funded_fte, sup.posts.start_date, sup.posts.end_date,
  sup.workforce.worker_id, sup.workforce.swe_number, sup.workforce.post_id, sup.workforce.employment_type, sup.workforce.fte,
  sup.workforce.start_date, sup.workforce.leave_date]
optional: [sup.posts.additional_flag, sup.posts.approved_date, sup.posts.role, sup.posts.service, sup.posts.team_id,
  sup.workforce.leave_reason, sup.workforce.role, sup.workforce.service, sup.workforce.spell_id, sup.workforce.start_origin,
  sup.workforce.team_id]
table: sup.posts
other_tables: [sup.workforce]
numerator_says: Full-time equivalent of vacant social work posts at the period's end
denominator_says: The same, and full-time equivalent of social workers employed by the council in post at the period's end
team: none
edge_cases:
  - A post that needs a social worker is vacant, with its whole funded full-time equivalent, when no worker employed by the council holds
    it, whether or not agency staff cover it; so a holder on secondment or maternity leave keeps it filled, and no vacancy is below 0.
  - A post deleted on the period's end is closed, a last working day on it is left. A council's worker who holds a post counts as its
    holder with or without a registration number; the denominator has only those with one.
  - Full-time equivalent is not capped. Posts and contracts without it, or without a start date (G4), are listed and left out.
*/
with part as (
    select
        'sup.posts' as from_table, post_id as record_id, period_end, funded_fte as vacant, funded_fte as fte, team, service, role, excluded
    from prepare.posts_at
    where requires_social_worker = 'Y' and not is_held_by_employee
    union all
    select 'sup.workforce', spell_id, period_end, 0, fte, team, service, role, excluded
    from prepare.social_workers_in_post
    where is_agency is not true
)

select
    from_table,
    record_id,
    null as person_id,
    period_end as at,
    vacant as numerator,
    fte as denominator,
    excluded,
    team,
    service,
    role
from part
order by "at", from_table, record_id
