/* measure
title: Stage 1 complaints answered within 10 working days
question: Do we listen and reply in time?
unit: percent
kind: flow
direction: higher_better
target: {value: 85, basis: local}
benchmark: null
source: Children's statutory complaints procedure (widely published council practice)
breakdowns: [time_limit, team, theme, made_by_young_person, upheld]
audiences: [ofsted, board, scrutiny]
needs: [sup.complaints.complaint_id, sup.complaints.stage, sup.complaints.received_date, sup.complaints.response_date,
  sup.complaints.withdrawn]
optional: [sup.complaints.made_by, sup.complaints.person_id, sup.complaints.team_id, sup.complaints.theme, sup.complaints.upheld]
table: sup.complaints
lookback_months: 1
numerator_says: Those answered by their tenth working day
denominator_says: Stage 1 complaints whose tenth working day is in the period
team: none
edge_cases:
  - Placed on the tenth working day after receipt; one received on a day that is no working day counts from the next one. The row of 20
    working days is placed on the twentieth, and holds other complaints.
  - Withdrawn complaints, other stages and the corporate procedure are out; a reopened complaint is a new one. Not answered is not in
    time.
  - Answered before it was received is G5, without a date of receipt G4; a repeat of a complaint and stage is G2.
*/
with complaint as (
    select *, row_number() over (partition by complaint_id, stage order by source_file, source_row) as repeat_no
    from sup.complaints
    where stage = '1'
)

select
    concat_ws('|', complaint.complaint_id, complaint.stage) as record_id,
    complaint.person_id,
    addwd(complaint.received_date, allowed.days) as at,
    coalesce(complaint.response_date <= addwd(complaint.received_date, allowed.days), false)::int as numerator,
    case
        when complaint.repeat_no > 1 and complaint.complaint_id is not null then 'G2'
        when complaint.withdrawn = 'Y' then 'withdrawn'
        when complaint.received_date is null then 'G4'
        when complaint.response_date < complaint.received_date then 'G5'
    end as excluded,
    allowed.days || ' working days' as time_limit,
    allowed.only_in,
    coalesce(complaint.team_id, 'Not known') as team,
    theme.label as theme,
    if(complaint.made_by = 'YOUNG_PERSON', 'Young person', if(complaint.made_by is null, null, 'Somebody else')) as made_by_young_person,
    finding.label as upheld
from complaint
cross join (values (10, null), (20, 'time_limit')) as allowed (days, only_in)
left join prepare.labels as theme on complaint.theme = theme.code and theme.code_set = 'complaint_theme'
left join prepare.labels as finding on complaint.upheld = finding.code and finding.code_set = 'complaint_outcome'
order by record_id, allowed.days
