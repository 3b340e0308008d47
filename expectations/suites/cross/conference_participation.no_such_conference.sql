/* rule
table: sup_conference_participation
severity: major
says: Taking part is recorded for a conference that is on record.
why: The row leaves the measure of children taking part.
fix: Correct the conference's id or its kind, or record the conference.
columns: [conference_id, conference_type]
reads: [ssd_initial_cp_conference.icpc_icpc_id, ssd_cp_reviews.cppr_cp_review_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'conference_id' as column_name,
    cast(this.conference_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_conference_participation as this
where
    (
        this.conference_type = 'INITIAL'
        and not exists (
            select 1 from known.ssd_initial_cp_conference as held where held.icpc_icpc_id = this.conference_id
        )
    )
    or (
        this.conference_type = 'REVIEW'
        and not exists (select 1 from known.ssd_cp_reviews as held where held.cppr_cp_review_id = this.conference_id)
    )
