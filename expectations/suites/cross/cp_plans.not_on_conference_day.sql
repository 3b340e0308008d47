/* rule
table: ssd_cp_plans
severity: minor
says: A protection plan that started in the last year, other than another council's, started on the day of a conference of the child.
why: The conference decides on the plan, so one of the dates is wrong or the conference was not recorded.
fix: Correct the start of the plan or the date of the conference, or record the conference.
columns: [cppl_cp_plan_start_date, cppl_person_id, cppl_cp_plan_ola]
reads: [ssd_initial_cp_conference.icpc_person_id, ssd_initial_cp_conference.icpc_icpc_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'cppl_cp_plan_start_date' as column_name,
    cast(this.cppl_cp_plan_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_plans as this
where
    this.cppl_cp_plan_start_date > addm(getvariable('extracted_on'), -12)
    and this.cppl_cp_plan_ola is distinct from 'Y'
    and not exists (
        select 1
        from known.ssd_initial_cp_conference as other
        where
            other.icpc_person_id = this.cppl_person_id
            and other.icpc_icpc_date = this.cppl_cp_plan_start_date
    )
