/* measure
title: Councillors trained as corporate parents
question: Have all councillors had the training?
unit: percent
kind: snapshot
direction: higher_better
target: {value: 90, basis: local}
benchmark: null
source: local default
breakdowns: [committee, year_elected]
audiences: [ofsted, board, scrutiny]
needs: [sup.member_training.member_ref, sup.member_training.course, sup.member_training.elected_date, sup.member_training.left_office_date,
  sup.member_training.completed_date, sup.member_training.accepted]
optional: [sup.member_training.committee_role]
table: sup.member_training
numerator_says: Those whose corporate parenting training was completed, and accepted, in the 24 months that end with the period
denominator_says: Councillors in office at the period's end, without those elected in the three months before
team: none
edge_cases:
  - One row a councillor, by the corporate parenting course where there is one, else by the lowest code of another course.
  - Accepted training is in person, e-learning that was assessed, or from another council with evidence; without an answer it counts not.
  - A councillor elected within three months of the period's end, exactly three months included, is listed and not counted.
  - A term that ends on the last day is over. A row without an election date takes the other course's, else it is G4. No party group.
*/
with in_office as (
    select
        snapshot.period_end,
        training.*,
        row_number() over (
            partition by snapshot.period_end, training.member_ref
            order by training.course = 'CORPORATE_PARENTING' desc nulls last, training.course, training.source_file, training.source_row
        ) as row_no
    from (select distinct period_end from periods) as snapshot
    inner join (
        select * replace (coalesce(elected_date, max(elected_date) over (partition by member_ref)) as elected_date) from sup.member_training
    ) as training
        on coalesce(training.elected_date, date '-infinity') <= snapshot.period_end
        and coalesce(training.left_office_date, date 'infinity') > snapshot.period_end
)

select
    concat_ws('|', councillor.member_ref, councillor.course) as record_id,
    null::varchar as person_id,
    councillor.period_end as at,
    coalesce(
        councillor.course = 'CORPORATE_PARENTING'
        and councillor.accepted = 'Y'
        and councillor.completed_date between addm(councillor.period_end + 1, -24) and councillor.period_end,
        false
    )::int as numerator,
    case
        when councillor.elected_date is null then 'G4'
        when councillor.elected_date >= addm(councillor.period_end, -3) then 'elected within three months'
    end as excluded,
    labels.label as committee,
    year(councillor.elected_date)::varchar as year_elected
from in_office as councillor
left join prepare.labels on councillor.committee_role = labels.code and labels.code_set = 'member_role'
where councillor.row_no = 1
order by record_id
