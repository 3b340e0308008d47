/* rule
table: ssd_cla_care_plan
severity: minor
says: No two care plans of one child overlap. One may begin on the day another ends.
why: Which plan was the child's on a day cannot be told.
fix: End the earlier plan on the day the next began.
columns: [lacp_cla_care_plan_start_date, lacp_cla_care_plan_end_date, lacp_person_id, lacp_table_id]
*/
select
    this.record_id,
    this.person_id,
    'lacp_cla_care_plan_start_date' as column_name,
    cast(this.lacp_cla_care_plan_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_care_plan as this
where
    exists (
        select 1
        from known.ssd_cla_care_plan as other
        where
            other.lacp_person_id = this.lacp_person_id
            and other.lacp_table_id <> this.lacp_table_id
            and other.lacp_cla_care_plan_start_date < coalesce(this.lacp_cla_care_plan_end_date, date '9999-12-31')
            and this.lacp_cla_care_plan_start_date < coalesce(other.lacp_cla_care_plan_end_date, date '9999-12-31')
            and not (this.lacp_cla_care_plan_end_date is null and other.lacp_cla_care_plan_end_date is null)
    )
