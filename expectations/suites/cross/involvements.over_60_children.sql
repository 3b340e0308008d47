/* rule
table: ssd_involvements
severity: minor
says: No worker who is not on the list of workers is allocated to more than 60 children.
why: Cases were most likely left on a worker who moved on, or on a team's shared account.
fix: Allocate the children to the workers who hold their cases.
columns: [invo_professional_id, invo_person_id, invo_professional_role_id, invo_involvement_start_date, invo_involvement_end_date]
reads: [ssd_professionals.prof_professional_id]
*/
select
    this.record_id,
    this.person_id,
    'invo_professional_id' as column_name,
    cast(this.invo_professional_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_involvements as this
where
    this.invo_involvement_end_date is null
    and this.invo_professional_id in (
        select worker from known.allocated group by worker having count(*) > 60
    )
    and not exists (
        select 1 from known.ssd_professionals as other where other.prof_professional_id = this.invo_professional_id
    )
