/* rule
table: ssd_cp_plans
severity: major
says: A protection plan starts on or after its conference.
why: The conference decides on the plan, so one of the dates is wrong.
fix: Correct the start of the plan or the date of the conference.
columns: [cppl_cp_plan_start_date, cppl_icpc_id, cppl_person_id]
reads: [ssd_initial_cp_conference.icpc_icpc_id, ssd_initial_cp_conference.icpc_icpc_date, ssd_initial_cp_conference.icpc_person_id]
*/
select
    this.record_id,
    this.person_id,
    'cppl_cp_plan_start_date' as column_name,
    cast(this.cppl_cp_plan_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_plans as this
where exists (
    select 1
    from known.ssd_initial_cp_conference as other
    where
        other.icpc_icpc_id = this.cppl_icpc_id
        and other.icpc_person_id = this.cppl_person_id
        and this.cppl_cp_plan_start_date < other.icpc_icpc_date
)
