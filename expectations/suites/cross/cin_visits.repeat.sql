/* rule
table: ssd_cin_visits
severity: minor
says: One child has one visit in a day.
why: The same visit recorded twice makes visits look more frequent.
fix: Remove the repeat, or correct its date.
columns: [cinv_cin_visit_date, cinv_person_id, cinv_cin_visit_id]
*/
select
    this.record_id,
    this.person_id,
    'cinv_cin_visit_date' as column_name,
    cast(this.cinv_cin_visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_visits as this
where exists (
    select 1
    from known.ssd_cin_visits as other
    where
        other.cinv_person_id = this.cinv_person_id
        and other.cinv_cin_visit_date = this.cinv_cin_visit_date
        and other.cinv_cin_visit_id <> this.cinv_cin_visit_id
)
