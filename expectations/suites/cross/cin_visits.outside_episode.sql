/* rule
table: ssd_cin_visits
severity: minor
says: A visit falls while the child's case was open.
why: The visit counts towards no plan.
fix: Correct the date of the visit or of the case.
columns: [cinv_cin_visit_date, cinv_person_id]
reads: [ssd_cin_episodes.cine_person_id, ssd_cin_episodes.cine_referral_date, ssd_cin_episodes.cine_close_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'cinv_cin_visit_date' as column_name,
    cast(this.cinv_cin_visit_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_visits as this
where
    this.cinv_cin_visit_date is not null
    and this.cinv_person_id is not null
    and not exists (
        select 1
        from known.ssd_cin_episodes as other
        where
            other.cine_person_id = this.cinv_person_id
            and other.cine_referral_date <= this.cinv_cin_visit_date
            and coalesce(other.cine_close_date, date '9999-12-31') >= this.cinv_cin_visit_date
    )
