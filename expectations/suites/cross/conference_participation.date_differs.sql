/* rule
table: sup_conference_participation
severity: minor
says: Taking part has the date of its conference.
why: The conference falls into another quarter.
fix: Correct whichever date is wrong.
columns: [conference_date, conference_id, conference_type]
reads: [ssd_initial_cp_conference.icpc_icpc_id, ssd_initial_cp_conference.icpc_icpc_date, ssd_cp_reviews.cppr_cp_review_id, ssd_cp_reviews.cppr_cp_review_date]
*/
select
    this.record_id,
    this.person_id,
    'conference_date' as column_name,
    cast(this.conference_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_conference_participation as this
where exists (
    select 1
    from (
        select 'INITIAL' as kind, icpc_icpc_id as id, icpc_icpc_date as held_on from known.ssd_initial_cp_conference
        union all
        select 'REVIEW' as kind, cppr_cp_review_id as id, cppr_cp_review_date as held_on from known.ssd_cp_reviews
    ) as held
    where held.kind = this.conference_type and held.id = this.conference_id and held.held_on <> this.conference_date
)
