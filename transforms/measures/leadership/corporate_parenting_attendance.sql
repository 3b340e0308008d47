/* measure
title: Corporate parenting board attendance and actions
question: Do all members act as corporate parents?
unit: percent
kind: flow
direction: higher_better
target: {value: 80, basis: local}
benchmark: null
source: local default
breakdowns: [counted, attendance, member_group, young_people_present]
audiences: [ofsted, board, scrutiny]
needs: [sup.corporate_parenting.meeting_date, sup.corporate_parenting.member_ref, sup.corporate_parenting.present]
optional: [sup.corporate_parenting.member_group, sup.corporate_parenting_actions.action_id, sup.corporate_parenting_actions.due_date,
  sup.corporate_parenting_actions.completed_date]
table: sup.corporate_parenting
other_tables: [sup.corporate_parenting_actions]
numerator_says: Those at which the member, or a substitute, was present
denominator_says: Places of members of the board at its meetings in the period
team: none
edge_cases:
  - A substitute counts as attendance and is shown in `attendance`. A place without an answer is not attended.
  - The row "Board actions completed on time" of `counted` holds the actions due in the period, done by the day they were due (aim 85%).
  - Young people were present where one of them, or a substitute, came to the meeting.
  - No meeting in the period gives no percentage, not 0%. A repeat of a member at a meeting, or of an action, is not counted (G2).
*/
with place as (
    select
        *,
        bool_or(member_group = 'YOUNG_PERSON' and present in ('Y', 'SUBSTITUTE')) over (partition by meeting_date) as has_young_people,
        row_number() over (partition by meeting_date, member_ref order by source_file, source_row) as repeat_no
    from sup.corporate_parenting
)

select
    concat_ws('|', place.meeting_date, place.member_ref) as record_id,
    null::varchar as person_id,
    place.meeting_date as at,
    coalesce(place.present in ('Y', 'SUBSTITUTE'), false)::int as numerator,
    case when place.meeting_date is null then 'G4' when place.repeat_no > 1 then 'G2' end as excluded,
    'Attendance' as counted,
    attendance.label as attendance,
    member.label as member_group,
    case when place.has_young_people then 'Young people present' else 'No young people present' end as young_people_present,
    null as only_in,
    'sup.corporate_parenting' as from_table
from place
left join prepare.labels as attendance on place.present = attendance.code and attendance.code_set = 'attendance'
left join prepare.labels as member on place.member_group = member.code and member.code_set = 'board_member_group'
union all
select
    action_id, null, due_date,
    coalesce(completed_date <= due_date, false)::int,
    case
        when due_date is null then 'G4'
        when row_number() over (partition by action_id order by source_file, source_row) > 1 then 'G2'
    end,
    'Board actions completed on time', null, null, null, 'counted', 'sup.corporate_parenting_actions'
from sup.corporate_parenting_actions
