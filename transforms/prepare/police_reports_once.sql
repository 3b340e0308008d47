/* prepare
says: every police report of a missing child and the rule that takes it out before counting. Reports of one child and start date count once,
  the lowest id (as text) of those that were not removed; a report without a child or a start cannot be told to repeat another.
grain: one report
*/
with report as (
    select
        *,
        row_number() over (partition by report_id order by source_file, source_row) as row_no
    from sup.police_missing_reports
)

select
    report.report_id,
    report.person_id,
    report.report_date,
    report.missing_start_date,
    report.council_record_created_date,
    addwd(report.report_date, 1) as due_on,
    case
        when report.row_no > 1 and report.report_id is not null then 'G2'
        when report.removed_reason is not null then lower(coalesce(labels.label, report.removed_reason))
        when report.report_date is null then 'G4'
        when row_number() over (
            partition by
                report.person_id, report.missing_start_date,
                report.removed_reason is null and report.report_date is not null and report.row_no = 1
            order by report.report_id, report.source_file, report.source_row
        ) > 1 and report.person_id is not null and report.missing_start_date is not null then 'G2'
    end as excluded
from report
left join prepare.labels on report.removed_reason = labels.code and labels.code_set = 'police_report_removed'
order by report.report_id
