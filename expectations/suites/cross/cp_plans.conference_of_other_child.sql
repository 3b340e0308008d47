/* rule
table: ssd_cp_plans
severity: major
says: A protection plan and its conference are about the same child.
why: Another child's conference is given this child's plan.
fix: Link the plan to this child's own conference.
columns: [cppl_icpc_id, cppl_person_id]
reads: [ssd_initial_cp_conference.icpc_icpc_id, ssd_initial_cp_conference.icpc_person_id]
*/
select
    this.record_id,
    this.person_id,
    'cppl_icpc_id' as column_name,
    cast(this.cppl_icpc_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cp_plans as this
where
    exists (
        select 1
        from known.ssd_initial_cp_conference as other
        where other.icpc_icpc_id = this.cppl_icpc_id and other.icpc_person_id <> this.cppl_person_id
    )
    -- A conference may be about brothers and sisters: it is wrong only if none of its rows is about this child.
    and not exists (
        select 1
        from known.ssd_initial_cp_conference as own
        where own.icpc_icpc_id = this.cppl_icpc_id and own.icpc_person_id = this.cppl_person_id
    )
