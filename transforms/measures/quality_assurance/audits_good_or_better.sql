/* measure
title: Audits graded good or outstanding after moderation
question: How much practice is good enough?
unit: percent
kind: flow
direction: higher_better
target: {value: 60, basis: local}
benchmark: null
source: local default using Ofsted's four-point scale; Medway Council Plan monitoring 2020/21 and 2021/22
breakdowns: [moderated, team, theme, status]
audiences: [ofsted, board, scrutiny, team]
needs: [sup.audits.audit_id, sup.audits.person_id, sup.audits.completed_date, sup.audits.auditor_grade, sup.audit_moderation.audit_id,
  sup.audit_moderation.panel_date, sup.audit_moderation.moderated_grade]
optional: [sup.audits.case_status, sup.audits.team_id, sup.audits.theme]
table: sup.audits
numerator_says: Those with a final grade of good or outstanding
denominator_says: Audits completed in the period with a final grade, the last of each child
team: none
edge_cases:
  - The final grade is that of the last moderation decision by the day of the extract that carries one, else the grade first submitted.
  - An audit without a final grade, such as an ungraded dip sample, is out. Of several graded audits of one child in the period the one
    completed last counts, of several on one day the highest id; an audit without a child stands alone.
  - A repeat of an audit id is G2, an audit without a date of completion G4. The moderated audits are a group, for the board from 10 of
    them.
*/
with graded as (
    select
        audit.*,
        periods.period_end,
        coalesce(moderated.grade, audit.auditor_grade) as final_grade,
        case
            when audit.excluded is not null then audit.excluded
            when coalesce(moderated.grade, audit.auditor_grade) is null then 'not graded'
        end as left_out,
        if(moderated.grade is null, 'Not moderated', 'Moderated') as moderated
    from periods
    inner join prepare.audits_once as audit
        on coalesce(audit.completed_date, periods.period_end) between periods.period_start and periods.period_end
    left join prepare.moderated_grades as moderated on audit.audit_id = moderated.audit_id
)

select
    graded.audit_id as record_id, graded.person_id, graded.period_end,
    coalesce(graded.completed_date, graded.period_end) as at,
    (graded.final_grade in ('3', '4'))::int as numerator,
    coalesce(
        graded.left_out,
        case
            when graded.person_id is not null and row_number() over (
                partition by graded.period_end, graded.person_id, graded.left_out
                order by graded.completed_date desc, graded.audit_id desc
            ) > 1 then 'audited again later'
        end
    ) as excluded,
    graded.moderated, coalesce(graded.team_id, 'Not known') as team, graded.theme,
    tier.label as status
from graded
left join prepare.labels as tier on graded.case_status = tier.code and tier.code_set = 'case_tier'
order by graded.period_end, record_id
