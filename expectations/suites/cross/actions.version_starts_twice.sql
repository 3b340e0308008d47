/* rule
table: sup_actions
severity: major
says: All actions of one version of the plan have the same first day.
why: Which version was in force at the quarter's end cannot be told.
fix: Give every action of the version the day it came into force.
columns: [plan_version_start_date, plan_version, action_id]
*/
select
    this.record_id,
    this.person_id,
    'plan_version_start_date' as column_name,
    cast(this.plan_version_start_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_actions as this
where exists (
    select 1
    from known.sup_actions as other
    where
        other.plan_version = this.plan_version
        and other.plan_version_start_date <> this.plan_version_start_date
)
