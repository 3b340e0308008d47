/* rule
table: ssd_department
severity: minor
says: A team is not above a team that is above it.
why: Totals by service run in a circle.
fix: Correct the parent of one of the two teams.
columns: [dept_team_parent_id, dept_team_id]
*/
select
    this.record_id,
    this.person_id,
    'dept_team_parent_id' as column_name,
    cast(this.dept_team_parent_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_department as this
where exists (
    select 1
    from known.ssd_department as other
    where
        other.dept_team_id = this.dept_team_parent_id
        and other.dept_team_parent_id = this.dept_team_id
        and other.dept_team_id <> this.dept_team_id
)
