/* measure
title: Moderated audits where the grade was lowered
question: Are auditors too optimistic?
unit: percent
kind: flow
direction: lower_better
target: {value: 15, basis: local}
benchmark: null
source: local default
breakdowns: [change, team, auditor_role, theme]
audiences: [ofsted, board, scrutiny]
needs: [sup.audits.audit_id, sup.audits.completed_date, sup.audits.auditor_grade, sup.audit_moderation.audit_id,
  sup.audit_moderation.panel_date, sup.audit_moderation.moderated_grade]
optional: [sup.audits.auditor_role, sup.audits.person_id, sup.audits.team_id, sup.audits.theme]
table: sup.audits
numerator_says: Those whose moderated grade is lower than the auditor's
denominator_says: Audits completed in the period and moderated, with both grades
team: none
edge_cases:
  - The auditor's grade is the one first submitted, the moderated grade that of the last decision by the day of the extract that carries
    one. Inadequate is 1, requires improvement 2, good 3, outstanding 4.
  - The rows Unchanged and Raised have the same denominator. With fewer than 10 moderated audits the counts say more than the percentage.
  - An audit without a moderated or an auditor's grade is out. A repeat of an audit id is G2, one without a date of completion G4.
  - Not built - the mean shift (moderated minus auditor), which is no percentage; it follows from the records of the three rows only in
    sign.
*/
select
    audit.audit_id as record_id,
    audit.person_id,
    audit.completed_date as at,
    (sign(moderated.grade::int - audit.auditor_grade::int) = change.direction)::int as numerator,
    case
        when audit.excluded is not null then audit.excluded
        when moderated.grade is null then 'not moderated'
        when audit.auditor_grade is null then 'not graded'
    end as excluded,
    change.label as change,
    change.only_in,
    coalesce(audit.team_id, 'Not known') as team,
    auditor.label as auditor_role,
    audit.theme
from prepare.audits_once as audit
cross join (values ('Lowered', -1, null), ('Unchanged', 0, 'change'), ('Raised', 1, 'change')) as change (label, direction, only_in)
left join prepare.moderated_grades as moderated on audit.audit_id = moderated.audit_id
left join prepare.labels as auditor on audit.auditor_role = auditor.code and auditor.code_set = 'auditor_role'
order by record_id, change.direction
