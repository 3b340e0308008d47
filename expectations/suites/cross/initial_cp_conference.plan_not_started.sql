/* rule
table: ssd_initial_cp_conference
severity: major
says: A conference that decided on a protection plan is followed by one.
why: The child may be without the plan that was decided, or the plan was not recorded.
fix: Record the plan, or correct the outcome of the conference.
columns: [icpc_icpc_outcome_cp_flag, icpc_icpc_date, icpc_person_id]
reads: [ssd_cp_plans.cppl_person_id, ssd_cp_plans.cppl_cp_plan_start_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'icpc_icpc_outcome_cp_flag' as column_name,
    cast(this.icpc_icpc_outcome_cp_flag as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_initial_cp_conference as this
where
    this.icpc_icpc_outcome_cp_flag = 'Y'
    and this.icpc_icpc_date is not null
    and not exists (
        select 1
        from known.ssd_cp_plans as other
        where
            other.cppl_person_id = this.icpc_person_id
            and other.cppl_cp_plan_start_date between this.icpc_icpc_date - 30 and this.icpc_icpc_date + 30
    )
