/* measure
title: Agency social worker rate
question: How much do we depend on agency staff?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 15, basis: local}
benchmark:
  value: 13.0
  area: England
  year: 2025
  source: DfE Children's social work workforce, reporting year 2025 (30 September 2025; 5,415.9 FTE); 17.8% in 2023
source: DfE Children's social work workforce (agency / (agency + in post) - checked)
breakdowns: [covering_vacancy_or_additional, team, service]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.workforce.worker_id, sup.workforce.swe_number, sup.workforce.employment_type, sup.workforce.fte, sup.workforce.start_date,
  sup.workforce.leave_date]
optional: [sup.workforce.covering_vacancy, sup.workforce.leave_reason, sup.workforce.role, sup.workforce.service, sup.workforce.spell_id,
  sup.workforce.start_origin, sup.workforce.team_id]
table: sup.workforce
numerator_says: Full-time equivalent of agency social workers at the period's end
denominator_says: Full-time equivalent of agency social workers and of social workers employed by the council in post at the period's end
team: none
edge_cases:
  - Managed-team members and the self-employed are agency staff. A last working day on the period's end is left, a first one is in post,
    so an agency worker who becomes an employee on that day counts as an employee.
  - Of the rows below the headline one has the agency workers who cover a vacancy, one those above the establishment and one those of whom
    it is not recorded, each over the same denominator.
  - Full-time equivalent is not capped. Contracts without it, without a kind of contract or without a start date (G4) are listed and left
    out.
*/
with kind as (
    select *
    from (
        values ('All agency workers', null), ('Covering vacancies', 'Y'), ('Additional', 'N'), ('Not recorded', '')
    ) as kind (label, covering_vacancy)
)

select
    contract.spell_id as record_id,
    null as person_id,
    contract.period_end as at,
    case
        when contract.is_agency and (kind.covering_vacancy is null or kind.covering_vacancy = coalesce(contract.covering_vacancy, ''))
            then contract.fte
        else 0
    end as numerator,
    contract.fte as denominator,
    contract.excluded,
    contract.team,
    contract.service,
    kind.label as covering_vacancy_or_additional,
    case when kind.covering_vacancy is not null then 'covering_vacancy_or_additional' end as only_in
from prepare.social_workers_in_post as contract
cross join kind
order by contract.period_end, record_id, kind.label
