/* measure
title: Inadequate audits with urgent actions done in 10 working days
question: When an audit finds a child unsafe, do we act?
unit: percent
kind: flow
direction: higher_better
target: {value: 100, basis: local}
benchmark: null
source: local default
breakdowns: [actions, team, theme]
audiences: [ofsted, board, team]
needs: [sup.audits.audit_id, sup.audits.completed_date, sup.audits.auditor_grade, sup.audit_moderation.audit_id,
  sup.audit_moderation.panel_date, sup.audit_moderation.moderated_grade, sup.audit_actions.audit_action_id, sup.audit_actions.audit_id,
  sup.audit_actions.urgent, sup.audit_actions.completed_date]
optional: [sup.audit_actions.immediate_safeguarding, sup.audits.person_id, sup.audits.team_id, sup.audits.theme]
table: sup.audits
lookback_months: 1
numerator_says: Those whose urgent actions were all done by the tenth working day after the audit
denominator_says: Audits graded inadequate with an urgent action, or with no action at all, whose tenth working day is in the period
team: none
edge_cases:
  - The final grade is that of the last moderation decision by the day of the extract that carries one, else the one first submitted. A
    grade of another kind is another audit, and is not listed.
  - An audit with no action on record is an error and counts as not met; one with other actions only is out. A blank mark is not urgent.
  - An urgent action done before the audit was completed makes it G5. A repeat of an audit id is G2, one without a date of completion G4.
  - The row of immediate safeguarding has the inadequate audits with such an action, placed on the first working day after the audit, and
    those whose immediate actions were all done by then.
*/
with judged as (
    select
        audit.*, part.*, actions.audit_id is null as has_none,
        if(part.days = 10, actions.urgent, actions.immediate) as number,
        if(part.days = 10, actions.urgent_done, actions.immediate_done) as done,
        if(part.days = 10, actions.first_urgent_done, actions.first_immediate_done) as first_done
    from prepare.audits_once as audit
    cross join (
        values (10, 'Urgent, 10 working days', null), (1, 'Immediate safeguarding, 1 working day', 'actions')
    ) as part (days, label, only_in)
    left join prepare.moderated_grades as moderated on audit.audit_id = moderated.audit_id
    left join prepare.urgent_actions as actions on audit.audit_id = actions.audit_id
    where coalesce(moderated.grade, audit.auditor_grade) = '1'
)

select
    audit_id as record_id,
    person_id,
    addwd(completed_date, days) as at,
    coalesce(done <= addwd(completed_date, days), false)::int as numerator,
    case
        when excluded is not null then excluded
        when number = 0 then 'other actions only'
        when first_done < completed_date then 'G5'
    end as excluded,
    label as actions,
    only_in,
    coalesce(team_id, 'Not known') as team,
    theme
from judged
where days = 10 or number > 0
order by record_id, days desc
