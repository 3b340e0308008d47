/* measure
title: Promised reports delivered to scrutiny on time
question: Does the committee get what it asked for?
unit: percent
kind: rolling_12_months
direction: higher_better
target: {value: 100, basis: statutory}
benchmark: null
source: Local Government Act 1972 access-to-information practice; local default measure
breakdowns: [report_type]
audiences: [ofsted, board, scrutiny]
needs: [sup.committee_reports.report_id, sup.committee_reports.due_meeting_date, sup.committee_reports.published_date,
  sup.committee_reports.supplement_published_date]
optional: [sup.committee_reports.report_type]
table: sup.committee_reports
numerator_says: Those published, with any supplement, at least five clear working days before the meeting
denominator_says: Reports due to meetings of the committee in the 12 months that end with the period
team: none
edge_cases:
  - Clear days leave out the day of publication and the day of the meeting.
  - A supplementary paper published later than that makes its report not met. A report not published is not met.
  - A report that the committee itself deferred is judged by the meeting it was moved to.
  - Reports on every subject count. One without a meeting's date cannot be placed (G4); a repeat of a report id is not counted (G2).
*/
select
    report.report_id as record_id,
    null::varchar as person_id,
    report.due_meeting_date as at,
    -- The working days after the publication and before the meeting.
    coalesce(
        wd(report.published_date, report.due_meeting_date - 1) >= 5
        and wd(coalesce(report.supplement_published_date, report.published_date), report.due_meeting_date - 1) >= 5,
        false
    )::int as numerator,
    case
        when report.due_meeting_date is null then 'G4'
        when row_number() over (partition by report.report_id order by report.source_file, report.source_row) > 1 then 'G2'
    end as excluded,
    labels.label as report_type
from sup.committee_reports as report
left join prepare.labels on report.report_type = labels.code and labels.code_set = 'committee_report_type'
order by record_id
