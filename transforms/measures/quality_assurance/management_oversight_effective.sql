/* measure
title: Audits finding management oversight effective
question: Does supervision change things for children?
unit: percent
kind: flow
direction: higher_better
target: {value: 60, basis: local}
benchmark: null
source: local default
breakdowns: [team, manager, theme]
audiences: [ofsted, board, scrutiny]
needs: [sup.audits.audit_id, sup.audits.completed_date, sup.audits.oversight_grade, sup.audit_moderation.audit_id,
  sup.audit_moderation.panel_date, sup.audit_moderation.moderated_oversight_grade]
optional: [sup.audits.manager_id, sup.audits.person_id, sup.audits.team_id, sup.audits.theme]
table: sup.audits
numerator_says: Those in which it is graded good or outstanding
denominator_says: Audits completed in the period in which management oversight is graded
team: none
edge_cases:
  - The grade is that of the last moderation decision by the day of the extract that grades oversight, else the one first submitted.
  - Not graded or not applicable is out. A repeat of an audit id is G2, an audit without a date of completion G4.
  - Every audit of a child counts.
*/
select
    audit.audit_id as record_id,
    audit.person_id,
    audit.completed_date as at,
    (coalesce(moderated.oversight_grade, audit.oversight_grade) in ('3', '4'))::int as numerator,
    case
        when audit.excluded is not null then audit.excluded
        when coalesce(moderated.oversight_grade, audit.oversight_grade) is null then 'not graded'
    end as excluded,
    coalesce(audit.team_id, 'Not known') as team,
    audit.manager_id as manager,
    audit.theme
from prepare.audits_once as audit
left join prepare.moderated_grades as moderated on audit.audit_id = moderated.audit_id
order by record_id
