/* prepare
says: every notification of a child missing education, with its 10th working day and when its checks were completed. A child found in
  another council's school has had them completed, on the day of closing where they have no date. Of rows with one key the first stays.
grain: one notification
*/
select
    cme.notification_id,
    cme.person_id,
    cme.notified_date,
    addwd(cme.notified_date, 10) as due_on,
    coalesce(cme.checks_completed_date, case when cme.outcome = 'OTHER_COUNCIL' then cme.closed_date end) as checked_on,
    cme.closed_date,
    labels.label as reason,
    case cme.known_to_social_care when 'Y' then 'Known' when 'N' then 'Not open' end as known_to_social_care,
    cme.notification_id is not null
    and row_number() over (partition by cme.notification_id order by cme.source_file, cme.source_row) > 1 as is_repeat
from sup.cme
left join prepare.labels on cme.reason = labels.code and labels.code_set = 'cme_reason'
order by cme.notification_id, cme.source_file, cme.source_row
