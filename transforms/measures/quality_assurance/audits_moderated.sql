/* measure
title: Audits that were moderated
question: Are audit grades being checked?
unit: percent
kind: flow
direction: higher_better
target: {value: 25, basis: local}
benchmark: null
source: local default
breakdowns: [team, theme, original_grade]
audiences: [ofsted, board]
needs: [sup.audits.audit_id, sup.audits.completed_date, sup.audit_moderation.audit_id, sup.audit_moderation.panel_date,
  sup.audit_moderation.moderated_grade]
optional: [sup.audits.auditor_grade, sup.audits.person_id, sup.audits.team_id, sup.audits.theme]
table: sup.audits
numerator_says: Those on which a panel decided by the day of the extract, with a grade
denominator_says: Audits completed in the period
team: none
edge_cases:
  - A decision of a partner council's panel or another outside moderator counts; one without a grade or a date does not.
  - Moderated twice is moderated once. A repeat of an audit id is G2, an audit without a date of completion G4.
  - The target is also that every audit first graded inadequate is moderated; the original grade shows it.
*/
select
    audit.audit_id as record_id,
    audit.person_id,
    audit.completed_date as at,
    (moderated.grade is not null)::int as numerator,
    audit.excluded,
    coalesce(audit.team_id, 'Not known') as team,
    audit.theme,
    coalesce(grade.label, 'Not graded') as original_grade
from prepare.audits_once as audit
left join prepare.moderated_grades as moderated on audit.audit_id = moderated.audit_id
left join prepare.labels as grade on audit.auditor_grade = grade.code and grade.code_set = 'grade_four_point'
order by record_id
