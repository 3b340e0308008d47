/* rule
table: ssd_cla_visits
severity: minor
says: A child has one visit on a day.
why: The same visit is counted twice.
fix: Remove the copy, or correct the date.
columns: [clav_cla_visit_date, clav_person_id, clav_cla_visit_id]
*/
select
    this.record_id,
    this.person_id,
    'clav_cla_visit_date' as column_name,
    cast(this.clav_cla_visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_visits as this
where
    exists (
        select 1
        from known.ssd_cla_visits as other
        where
            other.clav_person_id = this.clav_person_id
            and other.clav_cla_visit_date = this.clav_cla_visit_date
            and other.clav_cla_visit_id <> this.clav_cla_visit_id
    )
