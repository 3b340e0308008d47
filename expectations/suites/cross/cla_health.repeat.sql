/* rule
table: ssd_cla_health
severity: minor
says: A child has one check of a kind on a day.
why: The same check is counted twice.
fix: Remove the copy, or correct the date or the kind.
columns: [clah_health_check_date, clah_health_check_type, clah_person_id, clah_health_check_id]
*/
select
    this.record_id,
    this.person_id,
    'clah_health_check_date' as column_name,
    cast(this.clah_health_check_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_health as this
where
    exists (
        select 1
        from known.ssd_cla_health as other
        where
            other.clah_person_id = this.clah_person_id
            and other.clah_health_check_date = this.clah_health_check_date
            and other.clah_health_check_type = this.clah_health_check_type
            and other.clah_health_check_id <> this.clah_health_check_id
    )
