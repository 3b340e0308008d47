/* rule
table: ssd_involvements
severity: minor
says: A child has one allocated worker at a time.
why: The case counts for the worker who started last; the other one still sees it.
fix: End the involvement of the worker who handed the case over.
columns: [invo_professional_role_id, invo_person_id, invo_involvement_end_date, invo_involvements_id, invo_professional_id, invo_involvement_start_date]
*/
select
    this.record_id,
    this.person_id,
    'invo_professional_role_id' as column_name,
    cast(this.invo_professional_role_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_involvements as this
inner join known.allocated as worker on this.invo_person_id = worker.person_id
where
    this.invo_involvement_end_date is null
    and this.invo_involvement_start_date <= getvariable('extracted_on')
    and this.invo_professional_id <> worker.worker
    and upper(this.invo_professional_role_id) in (
        select upper(value) from ref.setting where name = 'case_worker_role'
        union all
        select 'CW' where not exists (select 1 from ref.setting where name = 'case_worker_role')
    )
