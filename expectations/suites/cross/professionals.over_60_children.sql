/* rule
table: ssd_professionals
severity: minor
says: No worker is allocated to more than 60 children.
why: Cases were most likely left on a worker who moved on, or on a team's shared account.
fix: Allocate the children to the workers who hold their cases.
columns: [prof_professional_id]
reads: [ssd_involvements.invo_professional_id, ssd_involvements.invo_person_id, ssd_involvements.invo_professional_role_id, ssd_involvements.invo_involvement_start_date, ssd_involvements.invo_involvement_end_date]
*/
select
    this.record_id,
    this.person_id,
    'prof_professional_id' as column_name,
    cast(this.prof_professional_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_professionals as this
where
    this.prof_professional_id in (
        select worker from known.allocated group by worker having count(*) > 60
    )
