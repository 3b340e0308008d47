/* rule
table: sup_adoption_matches
severity: major
says: A child is linked to one adoptive family at a time.
why: The child's family on the adoption list cannot be told.
fix: Record when the earlier link ended.
columns: [family_identifier, person_id, ended_date]
*/
select
    this.record_id,
    this.person_id,
    'family_identifier' as column_name,
    cast(this.family_identifier as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_adoption_matches as this
where
    this.ended_date is null
    and exists (
        select 1
        from known.sup_adoption_matches as other
        where
            other.person_id = this.person_id
            and other.family_identifier <> this.family_identifier
            and other.ended_date is null
    )
