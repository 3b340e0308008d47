/* rule
table: ssd_cp_visits
severity: minor
says: One child has one visit in a day.
why: The same visit recorded twice makes visits look more frequent.
fix: Remove the repeat, or correct its date.
columns: [cppv_cp_visit_date, cppv_person_id, cppv_cp_visit_id]
*/
select
    this.record_id,
    this.person_id,
    'cppv_cp_visit_date' as column_name,
    cast(this.cppv_cp_visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_visits as this
where exists (
    select 1
    from known.ssd_cp_visits as other
    where
        other.cppv_person_id = this.cppv_person_id
        and other.cppv_cp_visit_date = this.cppv_cp_visit_date
        and other.cppv_cp_visit_id <> this.cppv_cp_visit_id
)
