/* rule
table: sup_conference_participation
severity: major
says: Taking part is recorded for a child whose conference it was.
why: The part another child took counts for this one.
fix: Correct the conference or the child.
columns: [person_id, conference_id, conference_type]
reads: [ssd_initial_cp_conference.icpc_icpc_id, ssd_initial_cp_conference.icpc_person_id, ssd_cp_reviews.cppr_cp_review_id, ssd_cp_reviews.cppr_person_id]
*/
with held as (
    select 'INITIAL' as kind, icpc_icpc_id as id, icpc_person_id as child from known.ssd_initial_cp_conference
    union all
    select 'REVIEW' as kind, cppr_cp_review_id as id, cppr_person_id as child from known.ssd_cp_reviews
)

select
    this.record_id,
    this.person_id,
    'person_id' as column_name,
    cast(this.person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_conference_participation as this
where
    exists (select 1 from held where held.kind = this.conference_type and held.id = this.conference_id)
    and not exists (
        select 1
        from held
        where held.kind = this.conference_type and held.id = this.conference_id and held.child = this.person_id
    )
