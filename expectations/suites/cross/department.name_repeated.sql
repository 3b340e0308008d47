/* rule
table: ssd_department
severity: minor
says: No two teams have the same name.
why: Their numbers are added together under one name.
fix: Name the teams apart, or close the old one.
columns: [dept_team_name, dept_team_id]
*/
select
    this.record_id,
    this.person_id,
    'dept_team_name' as column_name,
    cast(this.dept_team_name as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_department as this
where exists (
    select 1
    from known.ssd_department as other
    where lower(trim(other.dept_team_name)) = lower(trim(this.dept_team_name)) and other.dept_team_id <> this.dept_team_id
)
